/** Counts of records and of warming series, for the report and for checkpoints. */
@NullMarked
package dev.weir.engine.metrics;

import org.jspecify.annotations.NullMarked;
