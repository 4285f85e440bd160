/** Standard output as a sink. */
@NullMarked
package dev.weir.connectors.console;

import org.jspecify.annotations.NullMarked;
