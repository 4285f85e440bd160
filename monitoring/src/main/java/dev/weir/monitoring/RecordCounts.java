package dev.weir.monitoring;

import java.util.Arrays;

/**
 * How many records of a pipeline counted as what, see {@link RecordCount}. Immutable. Part of the
 * checkpoint, so the counts go on after a restart.
 */
@SuppressWarnings(
    "EnumOrdinal") // Arrays by count, in memory only: records are counted without boxing.
public final class RecordCounts {

  private static final RecordCount[] COUNTS = RecordCount.values();

  /** All counts 0. */
  public static final RecordCounts NONE = new RecordCounts(new long[COUNTS.length]);

  private final long[] values;

  private RecordCounts(long[] values) {
    this.values = values;
  }

  /** The value of a count. */
  public long get(RecordCount count) {
    return values[count.ordinal()];
  }

  /** These counts, one of them with another value. */
  public RecordCounts with(RecordCount count, long value) {
    long[] changed = values.clone();
    changed[count.ordinal()] = value;
    return new RecordCounts(changed);
  }

  /** How many records are accounted for: the sum of the outcomes. */
  public long settled() {
    long sum = 0;
    for (RecordCount outcome : COUNTS) {
      sum += isOutcome(outcome) ? get(outcome) : 0;
    }
    return sum;
  }

  private static boolean isOutcome(RecordCount count) {
    return count.compareTo(RecordCount.DUPLICATES) <= 0;
  }

  /** Incidents that are open. */
  public long open() {
    return get(RecordCount.OPENED) - get(RecordCount.RESOLVED);
  }

  /** The sum of both, count by count. */
  public RecordCounts plus(RecordCounts other) {
    long[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.values[i];
    }
    return new RecordCounts(sum);
  }

  /** The difference to the counts {@code before}, count by count. */
  public RecordCounts minus(RecordCounts before) {
    long[] difference = values.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= before.values[i];
    }
    return new RecordCounts(difference);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordCounts counts && Arrays.equals(values, counts.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("RecordCounts");
    for (RecordCount count : COUNTS) {
      if (get(count) != 0) {
        text.append(' ').append(count.key()).append('=').append(get(count));
      }
    }
    return text.toString();
  }

  /** Adds up counts one at a time. Mutable, one owner. */
  public static final class Adder {

    private final long[] sums = new long[COUNTS.length];

    /** Adds to a count; {@code change} may be negative. */
    public void add(RecordCount count, long change) {
      sums[count.ordinal()] += change;
    }

    /** The sum so far. */
    public long sum(RecordCount count) {
      return sums[count.ordinal()];
    }

    /** The sums. */
    public RecordCounts sums() {
      return new RecordCounts(sums.clone());
    }
  }
}
