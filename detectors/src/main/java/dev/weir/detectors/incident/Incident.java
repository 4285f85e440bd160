package dev.weir.detectors.incident;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Severity;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/** Follows the incident of one series, which is open or not. Mutable, one owner. */
public final class Incident {

  private boolean open;
  private int quiet;
  private long anomalies;
  private double peak;
  private double reported;

  /** Takes a scored record into account whose alert is its anomaly score. */
  public Transition observe(double alert, IncidentRule rule) {
    return observe(alert, alert, rule);
  }

  /**
   * Takes a scored record into account.
   *
   * @param alert {@link dev.weir.detectors.Score.Ready#alert}, in [0, 1]
   * @param score the anomaly score, in [0, 1]
   * @return how the incident changed
   */
  public Transition observe(double alert, double score, IncidentRule rule) {
    if (AnomalyScore.isAnomaly(alert)) {
      return anomaly(alert, alert == score, rule);
    }
    if (open && ++quiet >= rule.quietRecords()) {
      open = false;
      return Transition.RESOLVED;
    }
    return Transition.NONE;
  }

  private Transition anomaly(double alert, boolean isScore, IncidentRule rule) {
    boolean first = !open;
    boolean isSeparate = isScore && quiet >= rule.separateAfter();
    double strength = AnomalyScore.strength(alert);
    open = true;
    quiet = 0;
    anomalies = first ? 1 : anomalies + 1;
    peak = first ? alert : Math.max(peak, alert);
    if (!first && !isSeparate && !isWorse(alert, strength, rule)) {
      return Transition.NONE;
    }
    reported = strength;
    return first ? Transition.OPENED : Transition.AGAIN;
  }

  /** Whether the anomaly is of a higher severity or clearly stranger than the one notified last. */
  private boolean isWorse(double alert, double strength, IncidentRule rule) {
    Severity last =
        reported == Double.POSITIVE_INFINITY
            ? Severity.CRITICAL
            : rule.bands().of(reported / (1 + reported));
    return last != Severity.CRITICAL
        && (rule.bands().of(alert).compareTo(last) > 0
            || strength >= IncidentRule.CLEARLY * reported);
  }

  public boolean isOpen() {
    return open;
  }

  /** How many anomalies the incident has, open or just resolved. */
  public long anomalies() {
    return anomalies;
  }

  /** The highest alert of the incident, open or just resolved. */
  public double peak() {
    return peak;
  }

  public void write(StateWriter out) {
    out.putByte(open ? 1 : 0).putInt(quiet);
    out.putLong(anomalies).putDouble(peak).putDouble(reported);
  }

  /** Takes over what {@link #write} wrote. */
  public void read(StateReader in) {
    open = in.getByte() == 1;
    quiet = in.getInt(0, Integer.MAX_VALUE);
    anomalies = in.getLong();
    peak = in.getDouble();
    reported = in.getDouble();
  }
}
