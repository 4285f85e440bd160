/** Reads a stream of text line by line and gives each line to its decoder. */
@NullMarked
package dev.weir.connectors.text.lines;

import org.jspecify.annotations.NullMarked;
