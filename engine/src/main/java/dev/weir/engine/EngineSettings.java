package dev.weir.engine;

import dev.weir.detectors.Detector;
import dev.weir.series.SeriesRules;
import java.time.Duration;

/**
 * How the data path works; {@code weir.engine} and {@code weir.checkpointing} in the configuration,
 * where each is explained.
 *
 * @param inputQueueSize records read and not yet with a worker, of all pipelines together
 * @param outputQueueSize records with workers or waiting to be written, of all pipelines together
 * @param batchSize records read at a time while there is no hurry
 * @param coalesce whether more at a time may be read when behind
 * @param workers per pipeline
 * @param maxSeries series a pipeline may have
 * @param maxStateBytes heap that the states of a pipeline's series may take, by an upper bound
 * @param rules what happens to a series at which of its records
 * @param checkpointEvery how often a checkpoint is taken, if there are any
 * @param checkpointTimeout how long one may take before it is given up and counts as failed
 */
public record EngineSettings(
    int inputQueueSize,
    int outputQueueSize,
    int batchSize,
    boolean coalesce,
    int workers,
    long maxSeries,
    long maxStateBytes,
    SeriesRules rules,
    Duration checkpointEvery,
    Duration checkpointTimeout) {

  /** Bytes of a series besides its model and its windows: keys, tables, incident. */
  private static final long SERIES = 500;

  public EngineSettings {
    if (batchSize < 1 || batchSize > inputQueueSize || batchSize > outputQueueSize) {
      throw new IllegalArgumentException(
          "a batch of %d does not fit queues of %d and %d"
              .formatted(batchSize, inputQueueSize, outputQueueSize));
    }
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, was " + workers);
    }
  }

  /**
   * The same for one of so many pipelines, which share queues and memory equally. Where a batch
   * does not fit a share, its batches are smaller.
   */
  public EngineSettings sharedBy(int pipelines) {
    int parts = Math.max(1, pipelines);
    int input = Math.max(1, inputQueueSize / parts);
    int output = Math.max(1, outputQueueSize / parts);
    return new EngineSettings(
        input,
        output,
        Math.min(batchSize, Math.min(input, output)),
        coalesce,
        workers,
        maxSeries,
        Math.max(1, maxStateBytes / parts),
        rules,
        checkpointEvery,
        checkpointTimeout);
  }

  /** Which series a pipeline admits. */
  public SeriesTable.Admission admission() {
    return new SeriesTable.Admission(maxSeries, maxStateBytes, this::bytesOf);
  }

  private long bytesOf(Detector detector, int features) {
    long drift = rules.drift().map(test -> test.bytes(features)).orElse(0L);
    return SERIES + drift + detector.bytesPerModel(rules.setup(features, 0));
  }
}
