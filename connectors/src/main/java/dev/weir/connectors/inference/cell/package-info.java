/** The shapes of single cells, the words in names of columns, and how lines are cut into cells. */
@NullMarked
package dev.weir.connectors.inference.cell;

import org.jspecify.annotations.NullMarked;
