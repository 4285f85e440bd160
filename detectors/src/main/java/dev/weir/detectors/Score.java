package dev.weir.detectors;

/** What a model says of one point. "Don't know" is an answer of its own, never a number. */
public sealed interface Score {

  /**
   * How unusual the point is: higher is stranger.
   *
   * @param raw the detector's own measure, finite, not negative
   * @param threshold where the detector's measure becomes an alert, above 0
   */
  record Ready(double raw, double threshold) implements Score {

    public Ready {
      if (!(raw >= 0 && raw < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("raw must be finite and not negative, was " + raw);
      }
      if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("threshold must be positive, was " + threshold);
      }
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

  /** The point holds a value that is no measurement: not finite, or beyond {@link Rows#LARGEST}. */
  record Unscorable() implements Score {}
}
