package dev.weir.detectors.incident;

import dev.weir.detectors.Severity;

/**
 * When an incident opens, is raised again and is resolved. It moves by the records of its series
 * alone, never by a clock.
 *
 * <p>An anomaly is a record whose {@linkplain dev.weir.detectors.Score.Ready#alert alert} is at
 * least 0.5; for most detectors that is its anomaly score. The first anomaly opens an incident. A
 * later one raises it again in three cases: its severity is higher than that of the anomaly
 * notified last; it is {@value #CLEARLY} times as far above the threshold of its detector, unless
 * the last one was critical; or at least {@link #separateAfter} scored records without an anomaly
 * lie before it, so that it is a separate event; this case is left out where the alert is an output
 * beside the anomaly score, because there a record without an alert may still be an anomaly. After
 * {@code quietRecords} such records the incident is resolved. Records that could not be scored
 * count neither way.
 *
 * @param quietRecords at least 1
 * @param bands which score has which severity
 */
public record IncidentRule(int quietRecords, Severity.Bands bands) {

  /** How much stranger an anomaly is that raises its incident again. */
  static final double CLEARLY = 2;

  private static final int SEPARATE = 30;

  /** Resolved after 60 quiet records. */
  public static final IncidentRule DEFAULT = new IncidentRule(60, Severity.Bands.DEFAULT);

  public IncidentRule {
    if (quietRecords < 1) {
      throw new IllegalArgumentException("quietRecords must be at least 1, was " + quietRecords);
    }
  }

  /** After how many quiet records in a row an anomaly is a separate event: 30, or fewer. */
  public int separateAfter() {
    return Math.min(SEPARATE, quietRecords);
  }
}
