package dev.weir.monitoring.evaluation;

/** Rows for tests: a letter each, {@code a} for anomalous. */
final class Labelled {

  private Labelled() {}

  /** Rows of one series. */
  static LabelledScores series(String labels, double... scores) {
    return series(new int[] {scores.length}, labels, scores);
  }

  /** Rows of several, which end there. */
  static LabelledScores series(int[] ends, String labels, double... scores) {
    boolean[] anomalous = new boolean[scores.length];
    for (int i = 0; i < anomalous.length; i++) {
      anomalous[i] = labels.charAt(i) == 'a';
    }
    return new LabelledScores(scores, anomalous, ends);
  }
}
