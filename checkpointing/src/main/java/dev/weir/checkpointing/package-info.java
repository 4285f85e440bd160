/**
 * Checkpoints: one consistent cut through a pipeline, as bytes that are either whole or refused.
 * Knows no model and no series.
 */
@NullMarked
package dev.weir.checkpointing;

import org.jspecify.annotations.NullMarked;
