package dev.weir.monitoring;

import org.HdrHistogram.Histogram;

/**
 * Records latencies in nanoseconds: in all, and since the last look. Thread-safe; recorded per
 * batch.
 */
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

  /** The latencies from now on, for a reader that must not take them from others. */
  public Interval interval() {
    return new Interval(copy());
  }

  private synchronized Histogram copy() {
    return total.copy();
  }

  /** Holds the latencies since the last call; for one reader. */
  public final class Interval {
    private Histogram before;

    private Interval(Histogram before) {
      this.before = before;
    }

    /** Returns the latencies since the last call, or since it was made. */
    public Summary take() {
      Histogram now = copy();
      Histogram between = now.copy();
      between.subtract(before);
      before = now;
      return summary(between);
    }
  }

  /**
   * How everything so far is distributed.
   *
   * @param bounds upper bounds in nanoseconds, ascending
   */
  public synchronized Distribution distribution(long... bounds) {
    long[] atMost = new long[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      atMost[i] = total.getCountBetweenValues(0, bounds[i]);
    }
    long count = total.getTotalCount();
    return new Distribution(atMost, count, count == 0 ? 0 : total.getMean() * count);
  }

  /** Counts of latencies by upper bound, how many there are, and their sum in nanoseconds. */
  public static final class Distribution {
    private final long[] atMost;
    private final long count;
    private final double sum;

    private Distribution(long[] atMost, long count, double sum) {
      this.atMost = atMost;
      this.count = count;
      this.sum = sum;
    }

    /** How many are at most as long as the bound with this index. */
    public long atMost(int bound) {
      return atMost[bound];
    }

    public long count() {
      return count;
    }

    public double sum() {
      return sum;
    }
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
