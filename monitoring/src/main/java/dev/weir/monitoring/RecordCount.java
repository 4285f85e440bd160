package dev.weir.monitoring;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A count of the records of a pipeline. Each record counts in exactly one outcome. */
public enum RecordCount {
  /** Outcome: a model judged it. */
  SCORED,
  /** Outcome: it came before its model could judge. */
  WARMING,
  /** Outcome: a value of it is not a measurement, or its series is quarantined. */
  UNSCORABLE,
  /** Outcome: it could not be read, or its model failed on it. */
  DEAD_LETTERED,
  /** Outcome: its series was not admitted. */
  REJECTED,
  /** Outcome: it came too late. */
  LATE_DROPPED,
  /** Outcome: it was read before. */
  DUPLICATES,
  /** Scored records with an anomaly score of at least 0.5. */
  ANOMALIES,
  /** Incidents opened. */
  OPENED,
  /** Incidents resolved. */
  RESOLVED,
  /** Drifts found. */
  DRIFTS,
  /** Series that are silent now. Each is also an open incident. */
  SILENT,
  /**
   * Records of all outcomes that were only learned from: no anomaly or incident of theirs counts.
   */
  HISTORY;

  private static final Set<RecordCount> OUTCOMES = EnumSet.range(SCORED, DUPLICATES);

  /** The outcomes: together they count every record once. */
  public static Set<RecordCount> outcomes() {
    return EnumSet.copyOf(OUTCOMES);
  }

  /** Its key in the status report and its label in metrics, such as {@code dead_lettered}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
