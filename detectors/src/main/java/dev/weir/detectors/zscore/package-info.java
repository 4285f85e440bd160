/** Detectors that measure how many spreads a value lies from the middle of the last few. */
@NullMarked
package dev.weir.detectors.zscore;

import org.jspecify.annotations.NullMarked;
