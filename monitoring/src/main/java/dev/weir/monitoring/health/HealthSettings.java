package dev.weir.monitoring.health;

import java.time.Duration;
import java.util.Optional;

/**
 * The thresholds of health; {@code weir.health} in the configuration.
 *
 * @param maxLatency 99th percentile from a record read to its detection written
 * @param minThroughput records a second, judged only while input waits
 * @param maxMemory heap in use after a collection, in bytes
 * @param maxErrorRate errors per record of the last minute
 * @param maxUnscoredRate share of a source's records of the last minute that may be rejected or
 *     unscorable
 * @param maxSourceSilence how long a source that goes on may have no record, by the clock; empty
 *     for as long as it likes
 * @param queueFull share of a queue's capacity from which on it is a reason
 * @param grace after the start, before latency and throughput are judged
 * @param resolveAfter how long a component must have been better without a break before that counts
 * @param summaryEvery how often a summary goes to the log
 */
public record HealthSettings(
    Duration maxLatency,
    double minThroughput,
    long maxMemory,
    double maxErrorRate,
    double maxUnscoredRate,
    Optional<Duration> maxSourceSilence,
    double queueFull,
    Duration grace,
    Duration resolveAfter,
    Duration summaryEvery) {

  /** Share of the largest heap beyond which a service is about to run out of it. */
  private static final double NEARLY_ALL = 0.9;

  /**
   * Returns the settings for a heap of this many bytes: a heap that is nearly full is always a
   * reason.
   */
  public HealthSettings within(long largestHeap) {
    return new HealthSettings(
        maxLatency,
        minThroughput,
        Math.min(maxMemory, (long) (NEARLY_ALL * largestHeap)),
        maxErrorRate,
        maxUnscoredRate,
        maxSourceSilence,
        queueFull,
        grace,
        resolveAfter,
        summaryEvery);
  }

  public HealthSettings {
    if (!(maxErrorRate > 0 && maxErrorRate <= 1)) {
      throw new IllegalArgumentException("max-error-rate must be 0 to 1, was " + maxErrorRate);
    }
    if (!(maxUnscoredRate > 0 && maxUnscoredRate <= 1)) {
      throw new IllegalArgumentException(
          "max-unscored-rate must be 0 to 1, was " + maxUnscoredRate);
    }
    if (!(queueFull > 0 && queueFull <= 1)) {
      throw new IllegalArgumentException("queue-full must be 0 to 1, was " + queueFull);
    }
  }
}
