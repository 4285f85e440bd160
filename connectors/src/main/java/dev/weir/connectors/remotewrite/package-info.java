/** Prometheus remote write 1.0: its messages become points, as lines that a journal keeps. */
@NullMarked
package dev.weir.connectors.remotewrite;

import org.jspecify.annotations.NullMarked;
