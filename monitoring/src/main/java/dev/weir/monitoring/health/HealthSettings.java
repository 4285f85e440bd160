package dev.weir.monitoring.health;

import java.time.Duration;
import java.util.Optional;

/**
 * Holds the settings of health; {@code weir.health} in the configuration.
 *
 * @param grace after the start, before latency and throughput are judged
 * @param resolveAfter how long a component must have been better without a break before that counts
 * @param summaryEvery how often a summary goes to the log
 */
public record HealthSettings(
    Limits limits, Duration grace, Duration resolveAfter, Duration summaryEvery) {

  /** Share of the largest heap beyond which a service is about to run out of it. */
  private static final double NEARLY_ALL = 0.9;

  /**
   * The limits beyond which a component is not up.
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
   */
  public record Limits(
      Duration maxLatency,
      double minThroughput,
      long maxMemory,
      double maxErrorRate,
      double maxUnscoredRate,
      Optional<Duration> maxSourceSilence,
      double queueFull) {

    public Limits {
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

    private Limits withMaxMemory(long bytes) {
      return new Limits(
          maxLatency,
          minThroughput,
          bytes,
          maxErrorRate,
          maxUnscoredRate,
          maxSourceSilence,
          queueFull);
    }
  }

  /**
   * Returns the settings for a heap of this many bytes: a heap that is nearly full is always a
   * reason.
   */
  public HealthSettings within(long largestHeap) {
    long most = Math.min(limits.maxMemory(), (long) (NEARLY_ALL * largestHeap));
    return new HealthSettings(limits.withMaxMemory(most), grace, resolveAfter, summaryEvery);
  }
}
