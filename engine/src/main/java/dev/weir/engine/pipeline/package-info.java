/**
 * The actors of the data path. A {@link dev.weir.engine.pipeline.Pipeline} owns an ingestion, some
 * workers and an outlet, and fails as one.
 */
@NullMarked
package dev.weir.engine.pipeline;

import org.jspecify.annotations.NullMarked;
