/**
 * Silences reported for series that are not silent, and how soon a silent one would be reported.
 */
@NullMarked
package dev.weir.benchmarks.silence;

import org.jspecify.annotations.NullMarked;
