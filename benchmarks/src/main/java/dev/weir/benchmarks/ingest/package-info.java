/** Records that clients send by HTTP: their rate, and what one costs beside one of a file. */
@NullMarked
package dev.weir.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
