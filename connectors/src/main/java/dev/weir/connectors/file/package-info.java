/** Files as sources: one or many, finished or growing. */
@NullMarked
package dev.weir.connectors.file;

import org.jspecify.annotations.NullMarked;
