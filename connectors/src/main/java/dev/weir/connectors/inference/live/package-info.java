/** Infers the settings of a stream while it is read, and keeps what was decided. */
@NullMarked
package dev.weir.connectors.inference.live;

import org.jspecify.annotations.NullMarked;
