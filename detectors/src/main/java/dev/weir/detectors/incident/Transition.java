package dev.weir.detectors.incident;

/** What a record did to the incident of its series. */
public enum Transition {
  /** Nothing that anybody need be told. */
  NONE,
  /** The record is the first anomaly of an incident. */
  OPENED,
  /** The incident goes on, and got clearly worse than when it was last told of. */
  AGAIN,
  /** The incident is over. */
  RESOLVED
}
