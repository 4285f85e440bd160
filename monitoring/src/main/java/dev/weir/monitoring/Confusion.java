package dev.weir.monitoring;

/**
 * How often detections and labels agreed and disagreed. A measure with nothing to measure is 0.
 *
 * @param truePositives anomalous by label, detected
 * @param falsePositives normal by label, detected
 * @param falseNegatives anomalous by label, not detected
 * @param trueNegatives normal by label, not detected
 */
public record Confusion(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

  /** Nothing yet. */
  public static final Confusion NONE = new Confusion(0, 0, 0, 0);

  public long total() {
    return truePositives + falsePositives + falseNegatives + trueNegatives;
  }

  /** Of what was detected, the share that is anomalous. */
  public double precision() {
    return share(truePositives, truePositives + falsePositives);
  }

  /** Of what is anomalous, the share that was detected. */
  public double recall() {
    return share(truePositives, truePositives + falseNegatives);
  }

  /** Harmonic mean of precision and recall. */
  public double f1() {
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /** Share of records on which detection and label agree. */
  public double accuracy() {
    return share(truePositives + trueNegatives, total());
  }

  public Confusion plus(Confusion other) {
    return new Confusion(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives,
        trueNegatives + other.trueNegatives);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
