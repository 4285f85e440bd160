/** Standard input as a source. */
@NullMarked
package dev.weir.connectors.stdin;

import org.jspecify.annotations.NullMarked;
