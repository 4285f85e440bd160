/** Takes batches of records that programs send over HTTP. */
@NullMarked
package dev.weir.app.http.ingest;

import org.jspecify.annotations.NullMarked;
