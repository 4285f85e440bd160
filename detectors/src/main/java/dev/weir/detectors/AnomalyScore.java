package dev.weir.detectors;

/** The scale all detectors share: in [0, 1], higher is stranger, an alert from {@link #ALERT}. */
public final class AnomalyScore {

  /** From here on a point is anomalous. */
  public static final double ALERT = 0.5;

  private AnomalyScore() {}

  /**
   * The anomaly score of a raw score: 0.5 exactly at the threshold, towards 1 far above it.
   *
   * @param raw finite, not negative
   * @param threshold positive
   */
  public static double of(double raw, double threshold) {
    return raw / (raw + threshold);
  }

  /** How many times its threshold the raw score of an anomaly score is; infinite for 1. */
  public static double strength(double anomalyScore) {
    return anomalyScore / (1 - anomalyScore);
  }

  /** Whether the score is an alert's. */
  public static boolean isAnomaly(double score) {
    return score >= ALERT;
  }
}
