/** Records a second of the whole program, and of the bare loop that does the same work. */
@NullMarked
package dev.weir.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
