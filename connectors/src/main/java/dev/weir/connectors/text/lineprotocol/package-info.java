/** Reads the line protocol of InfluxDB. */
@NullMarked
package dev.weir.connectors.text.lineprotocol;

import org.jspecify.annotations.NullMarked;
