/** Prepares data for a model: records that are late, values that are missing, counters. */
@NullMarked
package dev.weir.detectors.preparation;

import org.jspecify.annotations.NullMarked;
