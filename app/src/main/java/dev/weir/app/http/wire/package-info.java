/** Connections: how many there may be, how long a request may take, and which bytes are refused. */
@NullMarked
package dev.weir.app.http.wire;

import org.jspecify.annotations.NullMarked;
