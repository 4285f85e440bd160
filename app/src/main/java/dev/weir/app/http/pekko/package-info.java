/** Serves the table of routes over Pekko HTTP. */
@NullMarked
package dev.weir.app.http.pekko;

import org.jspecify.annotations.NullMarked;
