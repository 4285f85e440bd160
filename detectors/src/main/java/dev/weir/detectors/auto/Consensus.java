package dev.weir.detectors.auto;

/**
 * What several unlike views of one record come to: how far each goes beyond what is to be expected
 * by chance, summed. One view alone has to be very sure, two together less so.
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
   * Where nothing is beyond g, the largest rarity ranks the quiet records among each other, below
   * 0.1.
   */

  /** From which score on a record is anomalous. */
  static final double THRESHOLD = 1.6;

  private static final double GATE = 2;
  private static final double AGE = 0.3;
  private static final double YOUNG = 500;
  private static final double OLD = 32_768;
  private static final double MOST = 4;
  private static final double RANK = 0.1;

  private double gate;
  private double sum;
  private double rarest;

  /**
   * Begins with a record of a series that has seen so many before.
   *
   * @param habit by how much the gate is raised because events are frequent, at least 0
   */
  void begin(long records, double habit) {
    gate = gate(records) + habit;
    sum = 0;
    rarest = 1;
  }

  /** Adds what a view says: its tail, in (0, 1]. */
  void add(double tail) {
    rarest = Math.min(rarest, tail);
    // Cheap, and true of nearly every view of every record: not beyond any gate.
    if (tail < 0.01) {
      sum += Math.clamp(rarity(tail) - gate, 0, MOST);
    }
  }

  double score() {
    return Math.max(sum, RANK * Math.min(1, rarity(rarest) / gate));
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
