/** The log as a sink, for people who watch. */
@NullMarked
package dev.weir.connectors.log;

import org.jspecify.annotations.NullMarked;
