/** Records that programs send: a journal on disk that keeps them, and the source that reads it. */
@NullMarked
package dev.weir.connectors.ingest;

import org.jspecify.annotations.NullMarked;
