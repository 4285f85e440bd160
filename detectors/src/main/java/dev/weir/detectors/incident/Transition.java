package dev.weir.detectors.incident;

/** Names the change of the incident of a series by one record. */
public enum Transition {
  /** Nothing to report. */
  NONE,
  /** The record is the first anomaly of an incident. */
  OPENED,
  /** The incident goes on, and got clearly worse than when it was last reported. */
  AGAIN,
  /** The incident is over. */
  RESOLVED
}
