/** A configuration, its records and its faults, drawn from a seed. */
@NullMarked
package dev.weir.chaos.random.drawn;

import org.jspecify.annotations.NullMarked;
