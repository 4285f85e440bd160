/** A control chart: means that make small lasting deviations large. */
@NullMarked
package dev.weir.detectors.ewma;

import org.jspecify.annotations.NullMarked;
