/** A control chart: means that make small lasting deviations large. */
@NullMarked
package dev.weir.detectors.chart;

import org.jspecify.annotations.NullMarked;
