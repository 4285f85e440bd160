package dev.weir.detectors;

/** How bad an anomaly is: follows from its anomaly score alone. Ordered, worst last. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  /** From which anomaly score on each severity is given. */
  public record Bands(double warning, double critical) {

    /** Warning from 0.7, critical from 0.9. */
    public static final Bands DEFAULT = new Bands(0.7, 0.9);

    public Bands {
      if (!(AnomalyScore.ALERT <= warning && warning <= critical && critical <= 1)) {
        throw new IllegalArgumentException(
            "severities must satisfy 0.5 <= warning <= critical <= 1, were warning %s, critical %s"
                .formatted(warning, critical));
      }
    }

    /** The severity of an anomaly score of at least 0.5. */
    public Severity of(double score) {
      return score >= critical ? CRITICAL : score >= warning ? WARNING : INFO;
    }
  }
}
