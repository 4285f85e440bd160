/** Settings of sources and sinks. */
@NullMarked
package dev.weir.settings.connector;

import org.jspecify.annotations.NullMarked;
