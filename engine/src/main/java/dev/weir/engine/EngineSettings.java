package dev.weir.engine;

import dev.weir.detectors.Detector;
import dev.weir.series.SeriesRules;
import java.time.Duration;

/**
 * How the data path works; {@code weir.engine} and {@code weir.checkpointing} in the configuration,
 * where each is explained.
 *
 * @param workers per pipeline
 * @param rules for the records of each series: when it is fitted, checked, quarantined
 */
public record EngineSettings(
    Queues queues, int workers, Limits limits, SeriesRules rules, Checkpoints checkpoints) {

  /**
   * Limits the queues of all pipelines together, in records.
   *
   * @param input records read and not yet with a worker
   * @param output records with workers or waiting to be written
   * @param batch records read at a time while there is no hurry
   * @param coalesce whether more at a time may be read when behind
   */
  public record Queues(int input, int output, int batch, boolean coalesce) {

    public Queues {
      if (batch < 1 || batch > input || batch > output) {
        throw new IllegalArgumentException(
            "a batch of %d does not fit queues of %d and %d".formatted(batch, input, output));
      }
    }

    private Queues sharedBy(int pipelines) {
      int in = Math.max(1, input / pipelines);
      int out = Math.max(1, output / pipelines);
      return new Queues(in, out, Math.min(batch, Math.min(in, out)), coalesce);
    }
  }

  /**
   * How much a pipeline may hold.
   *
   * @param series that it may have
   * @param stateBytes heap that the states of its series may take, by an upper bound
   */
  public record Limits(long series, long stateBytes) {}

  /**
   * When checkpoints are taken, if there are any.
   *
   * @param every how often
   * @param timeout how long one may take before it is given up and counts as failed
   */
  public record Checkpoints(Duration every, Duration timeout) {}

  /** Bytes of a series besides its model and its windows: keys, tables, incident. */
  private static final long SERIES = 500;

  public EngineSettings {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, was " + workers);
    }
  }

  /**
   * The settings of each of so many pipelines, which share queues and memory equally. Where a batch
   * does not fit a share, its batches are smaller.
   */
  public EngineSettings sharedBy(int pipelines) {
    int parts = Math.max(1, pipelines);
    Limits shared = new Limits(limits.series(), Math.max(1, limits.stateBytes() / parts));
    return new EngineSettings(queues.sharedBy(parts), workers, shared, rules, checkpoints);
  }

  /** Which series a pipeline admits. */
  public SeriesTable.Admission admission() {
    return new SeriesTable.Admission(limits.series(), limits.stateBytes(), this::bytesOf);
  }

  private long bytesOf(Detector detector, int features) {
    long drift = rules.drift().map(test -> test.bytes(features)).orElse(0L);
    return SERIES + drift + detector.bytesPerModel(rules.setup(features, 0));
  }
}
