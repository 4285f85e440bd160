/** Labelled records made up on the spot, as fast as they are wanted. */
@NullMarked
package dev.weir.connectors.simulator;

import org.jspecify.annotations.NullMarked;
