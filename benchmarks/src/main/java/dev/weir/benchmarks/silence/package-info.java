/** Silences of series that are not silent, and how soon one that is would be told of. */
@NullMarked
package dev.weir.benchmarks.silence;

import org.jspecify.annotations.NullMarked;
