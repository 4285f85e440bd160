package dev.weir.monitoring;

import java.nio.ByteBuffer;

/**
 * How well the detections agree with the labels that came with the data: in all, and over the last
 * {@value #WINDOW} labelled records that were scored. Mutable, one owner; its state goes into the
 * checkpoint.
 */
public final class Evaluation {

  /** How many labelled records the rolling measures look back. */
  public static final int WINDOW = 1000;

  private static final int ANOMALY = 1;
  private static final int LABEL = 2;

  private final byte[] outcomes = new byte[2 * WINDOW];
  private final long[] recent = new long[4];
  private final long[] before = new long[4];
  private final long[] all = new long[4];
  private long evaluated;

  /** Takes a labelled, scored record into account. */
  public void observe(boolean labelledAnomalous, boolean detected) {
    int outcome = (labelledAnomalous ? LABEL : 0) | (detected ? ANOMALY : 0);
    int place = (int) (evaluated % outcomes.length);
    if (evaluated >= outcomes.length) {
      before[outcomes[place]]--;
    }
    if (evaluated >= WINDOW) {
      byte leaving = outcomes[(int) ((evaluated - WINDOW) % outcomes.length)];
      recent[leaving]--;
      before[leaving]++;
    }
    outcomes[place] = (byte) outcome;
    recent[outcome]++;
    all[outcome]++;
    evaluated++;
  }

  public Report report() {
    if (evaluated == 0) {
      return Report.NONE;
    }
    return new Report(confusion(all), confusion(recent), confusion(before));
  }

  /** Everything, for {@link #restore}. */
  public ByteBuffer state() {
    ByteBuffer bytes = ByteBuffer.allocate(outcomes.length + 13 * Long.BYTES);
    bytes.put(outcomes).putLong(evaluated);
    for (long[] counts : new long[][] {recent, before, all}) {
      for (long count : counts) {
        bytes.putLong(count);
      }
    }
    return bytes.flip();
  }

  /** Goes on where the one that gave the state stood. */
  public static Evaluation restore(ByteBuffer state) {
    Evaluation evaluation = new Evaluation();
    ByteBuffer bytes = state.duplicate();
    bytes.get(evaluation.outcomes);
    evaluation.evaluated = bytes.getLong();
    for (long[] counts : new long[][] {evaluation.recent, evaluation.before, evaluation.all}) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] = bytes.getLong();
      }
    }
    return evaluation;
  }

  private static Confusion confusion(long[] counts) {
    return new Confusion(counts[LABEL | ANOMALY], counts[ANOMALY], counts[LABEL], counts[0]);
  }

  /**
   * Holds the result of the evaluation.
   *
   * @param all of every labelled record
   * @param recent of the last {@value #WINDOW}
   * @param before of the {@value #WINDOW} before those
   */
  public record Report(Confusion all, Confusion recent, Confusion before) {

    /** From which change of F1 on there is a trend. */
    private static final double TREND = 0.05;

    /** No labels came. */
    public static final Report NONE = new Report(Confusion.NONE, Confusion.NONE, Confusion.NONE);

    /** How the recent F1 compares with the one before; stable while there is nothing to compare. */
    public Trend trend() {
      double change = recent.f1() - before.f1();
      if (before.total() < WINDOW || Math.abs(change) < TREND) {
        return Trend.STABLE;
      }
      return change > 0 ? Trend.IMPROVING : Trend.DECLINING;
    }

    public Report plus(Report other) {
      return new Report(all.plus(other.all), recent.plus(other.recent), before.plus(other.before));
    }
  }

  /** Where the F1 is going. */
  public enum Trend {
    IMPROVING,
    STABLE,
    DECLINING
  }
}
