/** Sources and sinks for real systems, one package per system. Client libraries stop here. */
@NullMarked
package dev.weir.connectors;

import org.jspecify.annotations.NullMarked;
