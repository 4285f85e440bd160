/** Redis as a source: whole runs of Weir against a bare loop of the same commands. */
@NullMarked
package dev.weir.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
