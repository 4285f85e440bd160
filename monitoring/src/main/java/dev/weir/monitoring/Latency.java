package dev.weir.monitoring;

import org.HdrHistogram.Histogram;

/** Latencies in nanoseconds: in all, and since the last look. Thread-safe; recorded per batch. */
public final class Latency {

  private static final int DIGITS = 2;

  private final Histogram total = new Histogram(DIGITS);
  private Histogram recent = new Histogram(DIGITS);

  /** Records that many records took that long. */
  public synchronized void record(long nanos, long records) {
    long value = Math.max(0, nanos);
    total.recordValueWithCount(value, records);
    recent.recordValueWithCount(value, records);
  }

  /** Everything so far. */
  public synchronized Summary total() {
    return summary(total);
  }

  /** Returns the latencies since the last call. */
  public synchronized Summary takeRecent() {
    Summary summary = summary(recent);
    recent.reset();
    return summary;
  }

  private static Summary summary(Histogram histogram) {
    return new Summary(
        histogram.getTotalCount(),
        histogram.getTotalCount() == 0 ? 0 : histogram.getMean(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(99),
        histogram.getMaxValue());
  }

  /** Latencies in nanoseconds; zeros where there are none. */
  public record Summary(long records, double mean, double p50, double p99, double max) {}
}
