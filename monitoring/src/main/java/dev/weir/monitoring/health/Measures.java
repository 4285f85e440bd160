package dev.weir.monitoring.health;

import dev.weir.monitoring.Latency;

/**
 * Measurements of the last tick.
 *
 * @param seconds how long the tick was
 * @param records how many were written
 * @param latency of those
 * @param errors in the last minute
 * @param records60 records in the last minute
 * @param inputWaits whether records waited for a worker all the time
 * @param inputFill share of the input queue that is full
 * @param outputFill share of the output queue that is full
 * @param heap in use after the last collection, in bytes
 * @param waitingSeries series that wait for a fit or a check
 * @param waitingSeconds for how long there has been one that waits
 * @param failedCheckpoints in a row
 * @param checkpointFailure why the last of them failed
 */
record Measures(
    double seconds,
    long records,
    Latency.Summary latency,
    long errors,
    long records60,
    boolean inputWaits,
    double inputFill,
    double outputFill,
    long heap,
    long waitingSeries,
    double waitingSeconds,
    int failedCheckpoints,
    String checkpointFailure) {

  double throughput() {
    return seconds > 0 ? records / seconds : 0;
  }

  double errorRate() {
    return errors == 0 ? 0 : (double) errors / Math.max(errors, records60);
  }
}
