package dev.weir.detectors.incident;

import dev.weir.detectors.Severity;

/**
 * When an incident opens, is raised again and is resolved. It moves by the records of its series
 * alone, never by a clock.
 *
 * <p>What counts as an anomaly here is a record whose {@linkplain
 * dev.weir.detectors.Score.Ready#alert alert} is at least 0.5; for most detectors that is the same
 * as its anomaly score. The first anomaly opens an incident. A later one raises it again if it is
 * clearly stranger than what was told last: {@value #CLEARLY} times as far above the threshold of
 * its detector. Once it was told to be critical it is not raised again. After {@code quietRecords}
 * scored records in a row without an anomaly it is resolved; records that could not be scored count
 * neither way.
 *
 * @param quietRecords at least 1
 * @param bands which score has which severity
 */
public record IncidentRule(int quietRecords, Severity.Bands bands) {

  /** How much stranger an anomaly is that raises its incident again. */
  static final double CLEARLY = 2;

  /** Resolved after 60 quiet records. */
  public static final IncidentRule DEFAULT = new IncidentRule(60, Severity.Bands.DEFAULT);

  public IncidentRule {
    if (quietRecords < 1) {
      throw new IllegalArgumentException("quietRecords must be at least 1, was " + quietRecords);
    }
  }
}
