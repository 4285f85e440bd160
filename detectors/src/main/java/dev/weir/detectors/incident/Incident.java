package dev.weir.detectors.incident;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Severity;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/** The incident of one series, open or not. Mutable, one owner. */
public final class Incident {

  private boolean open;
  private int quiet;
  private long anomalies;
  private double peak;

  /** Takes a scored record into account, and says what that did. */
  public Transition observe(double anomalyScore, IncidentRule rule) {
    if (AnomalyScore.isAnomaly(anomalyScore)) {
      return anomaly(anomalyScore, rule);
    }
    if (open && ++quiet >= rule.quietRecords()) {
      open = false;
      return Transition.RESOLVED;
    }
    return Transition.NONE;
  }

  private Transition anomaly(double anomalyScore, IncidentRule rule) {
    boolean first = !open;
    Severity before = rule.bands().of(peak);
    open = true;
    quiet = 0;
    anomalies = first ? 1 : anomalies + 1;
    peak = first ? anomalyScore : Math.max(peak, anomalyScore);
    boolean worse = rule.bands().of(peak).compareTo(before) > 0;
    return first ? Transition.OPENED : worse ? Transition.AGAIN : Transition.NONE;
  }

  public boolean isOpen() {
    return open;
  }

  /** How many anomalies the incident has, open or just resolved. */
  public long anomalies() {
    return anomalies;
  }

  /** The highest anomaly score of the incident, open or just resolved. */
  public double peak() {
    return peak;
  }

  public void write(StateWriter out) {
    out.putByte(open ? 1 : 0).putInt(quiet);
    out.putLong(anomalies).putDouble(peak);
  }

  /** Takes over what {@link #write} wrote. */
  public void read(StateReader in) {
    open = in.getByte() == 1;
    quiet = in.getInt(0, Integer.MAX_VALUE);
    anomalies = in.getLong();
    peak = in.getDouble();
  }
}
