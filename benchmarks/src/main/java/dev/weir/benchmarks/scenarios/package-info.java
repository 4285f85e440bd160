/** Series made up with known events, and how a detector with its incident rule does on them. */
@NullMarked
package dev.weir.benchmarks.scenarios;

import org.jspecify.annotations.NullMarked;
