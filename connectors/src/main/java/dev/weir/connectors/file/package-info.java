/** Files as sources, one or many, finished or growing; and as sinks. */
@NullMarked
package dev.weir.connectors.file;

import org.jspecify.annotations.NullMarked;
