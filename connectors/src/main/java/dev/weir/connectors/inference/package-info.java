/** Decides from the beginning of a text how it is read. */
@NullMarked
package dev.weir.connectors.inference;

import org.jspecify.annotations.NullMarked;
