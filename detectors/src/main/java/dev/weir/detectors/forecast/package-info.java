/** Values that are forecast before they are seen. */
@NullMarked
package dev.weir.detectors.forecast;

import org.jspecify.annotations.NullMarked;
