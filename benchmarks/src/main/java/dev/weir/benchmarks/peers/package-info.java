/** Weir's detectors beside those of others, on the same points in one process. */
@NullMarked
package dev.weir.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
