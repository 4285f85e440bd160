/** Trials of random configurations: drawn from a seed, checked, and shrunk where they fail. */
@NullMarked
package dev.weir.chaos.random;

import org.jspecify.annotations.NullMarked;
