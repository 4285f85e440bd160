package dev.weir.detectors;

/** The judgement of a model on one point. "Don't know" is an answer of its own, never a number. */
public sealed interface Score {

  /**
   * How unusual the point is, and how much it calls for an alert. For most detectors that is one
   * thing; one that tells "unlike what was learnt" from "unlike that, and news" gives two.
   *
   * @param raw the detector's own measure, finite, not negative: higher is stranger
   * @param threshold from where on the detector's measure is an anomaly, above 0
   * @param alert in [0, 1]: incidents open from {@link AnomalyScore#ALERT}
   */
  record Ready(double raw, double threshold, double alert) implements Score {

    public Ready {
      if (!(raw >= 0 && raw < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("raw must be finite and not negative, was " + raw);
      }
      if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("threshold must be positive, was " + threshold);
      }
      if (!(alert >= 0 && alert <= 1)) {
        throw new IllegalArgumentException("alert must be 0 to 1, was " + alert);
      }
    }

    /** A score that is as much of an alert as it is of an anomaly. */
    public Ready(double raw, double threshold) {
      this(raw, threshold, AnomalyScore.of(raw, threshold));
    }

    /** The raw score on the scale all detectors share: in [0, 1], an alert from 0.5. */
    public double anomalyScore() {
      return AnomalyScore.of(raw, threshold);
    }
  }

  /**
   * The model has not seen enough to judge.
   *
   * @param needed how many more points it needs, at least 1
   */
  record WarmingUp(long needed) implements Score {}

  /**
   * The point holds a value that is no measurement, not finite or beyond {@link Rows#LARGEST}, and
   * the model cannot judge by the others.
   */
  record Unscorable() implements Score {}

  /**
   * How unusual a point is that changes nothing, as it came late: the model does not learn it, and
   * no incident takes notice.
   *
   * @param raw as in {@link Ready}
   * @param threshold as in {@link Ready}
   */
  record ScoredOnly(double raw, double threshold) implements Score {}

  /** The point came too late to be looked at. */
  record TooLate() implements Score {}
}
