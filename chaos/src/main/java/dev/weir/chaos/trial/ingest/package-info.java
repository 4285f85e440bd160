/** Trials of records that programs send by HTTP. */
@NullMarked
package dev.weir.chaos.trial.ingest;

import org.jspecify.annotations.NullMarked;
