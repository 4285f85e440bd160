package dev.weir.detectors.auto;

/**
 * The sum of several unlike views of one record: how far each goes beyond what is to be expected by
 * chance, summed. One view alone has to be very sure, two together less so.
 */
final class Consensus {

  /*
   * A view's rarity is -log10 of its tail. It counts by how much it exceeds g = 2 + 0.3 log10(n /
   * 500), n the records the series has seen: in a longer life rarer things happen, and a third of
   * that is corrected. Each view counts at most 4, so that none decides alone how bad it is. From a
   * sum of 1.6 on it is an alert: one view below 10^-3.6, or two below 10^-2.8.
   *
   * Where events are frequent, g rises further; see Event.
   *
   * The sum counts seven tenths if the value by itself is not odd (p of 0.01 or more): a window
   * holds many records, so that an odd one makes many odd records.
   *
   * Below the threshold records are ranked by the mean rarity of the value in the eyes of all
   * expectations, and a fifth of the rarity of each view else. The sum would rank by the view that
   * is most often wrong.
   */

  /** From which score on a record is anomalous. */
  static final double THRESHOLD = 1.6;

  /** A value with a smaller tail is odd by itself. */
  static final double ODD = 0.01;

  private static final double GATE = 2;
  private static final double AGE = 0.3;
  private static final double YOUNG = 500;
  private static final double OLD = 32_768;
  private static final double MOST = 4;
  private static final double UNSUPPORTED = 0.7;
  private static final double RANK = 0.2;
  private static final double RANK_OF_OTHERS = 0.2;
  private static final double BELOW = 0.99 * THRESHOLD;
  private static final double RAREST = 1e-30;

  private double gate;
  private double sum;

  /**
   * Product of the tails of the views that say nothing of the value alone; at least a normal one.
   */
  private double others;

  /**
   * Begins with a record of a series that has seen so many before.
   *
   * @param habit by how much the gate is raised because events are frequent, at least 0
   */
  void begin(long records, double habit) {
    gate = gate(records) + habit;
    sum = 0;
    others = 1;
  }

  /** Adds what a view of more than the value says: its tail, in (0, 1]. */
  void add(double tail) {
    others *= Math.max(tail, RAREST);
    count(tail);
  }

  /**
   * Adds what the value alone and the spread say. Where both measure the same deviation only the
   * rarer of them counts: otherwise every value that is a little odd would be odd twice.
   *
   * @param isOne whether the value makes the spread, and is not far off
   */
  void add(double tail, double spread, boolean isOne) {
    others *= Math.max(spread, RAREST);
    if (isOne) {
      count(Math.min(tail, spread));
    } else {
      count(tail);
      count(spread);
    }
  }

  /** Adds the tail of the value alone, where there is no window. */
  void addAlone(double tail) {
    count(tail);
  }

  private void count(double tail) {
    // Cheap, and true of nearly every view of every record: not beyond any gate.
    if (tail < 0.01) {
      sum += Math.clamp(rarity(tail) - gate, 0, MOST);
    }
  }

  /**
   * The score of the record.
   *
   * @param tail of the value alone
   * @param usual the mean rarity of the value in the eyes of all expectations
   */
  double score(double tail, double usual) {
    double counted = tail < ODD ? sum : UNSUPPORTED * sum;
    if (counted >= THRESHOLD) {
      return counted;
    }
    return Math.min(BELOW, RANK * (usual + RANK_OF_OTHERS * rarity(others)));
  }

  /** The tail below which a view counts. */
  double counted() {
    return StrictMath.pow(10, -gate);
  }

  /** The tail at which one view alone is an alert. */
  double alone() {
    return StrictMath.pow(10, -(gate + THRESHOLD));
  }

  private static double gate(long records) {
    double life = Math.clamp((double) records, YOUNG, OLD);
    return GATE + AGE * StrictMath.log10(life / YOUNG);
  }

  private static double rarity(double tail) {
    return -StrictMath.log10(tail);
  }
}
