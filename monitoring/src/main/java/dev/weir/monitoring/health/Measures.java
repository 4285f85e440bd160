package dev.weir.monitoring.health;

import dev.weir.monitoring.Latency;

/**
 * Measurements of the last tick.
 *
 * @param heap in use after the last collection, in bytes
 */
record Measures(
    Flow flow, Errors errors, Queues queues, long heap, Waiting waiting, Checkpoints checkpoints) {

  /**
   * The records that were written in the tick.
   *
   * @param seconds how long the tick was
   * @param latency of the records
   */
  record Flow(double seconds, long records, Latency.Summary latency) {

    /** Records a second; 0 for a tick of no length. */
    double throughput() {
      return seconds > 0 ? records / seconds : 0;
    }
  }

  /** Errors and records of the last minute. */
  record Errors(long errors, long records) {

    /** Errors per record, at most 1. */
    double rate() {
      return errors == 0 ? 0 : (double) errors / Math.max(errors, records);
    }
  }

  /**
   * The queues of all pipelines.
   *
   * @param inputWaits whether records waited for a worker all the time
   * @param inputFill share of the input queue that is full
   * @param outputFill share of the output queue that is full
   */
  record Queues(boolean inputWaits, double inputFill, double outputFill) {}

  /**
   * Series that wait for a fit or a check.
   *
   * @param seconds for how long there has been one that waits
   */
  record Waiting(long series, double seconds) {}

  /**
   * The latest checkpoints.
   *
   * @param failed in a row
   * @param failure why the last of them failed
   */
  record Checkpoints(int failed, String failure) {}
}
