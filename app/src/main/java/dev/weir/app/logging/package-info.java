/** The log of the service: its format, and sinks that log what happens to records. */
@NullMarked
package dev.weir.app.logging;

import org.jspecify.annotations.NullMarked;
