/**
 * The data path: records from a {@link dev.weir.engine.Source}, in {@link dev.weir.engine.Batch
 * batches}, through models, as detections into {@link dev.weir.engine.Sink sinks}. Its actors are
 * in the packages below.
 */
@NullMarked
package dev.weir.engine;

import org.jspecify.annotations.NullMarked;
