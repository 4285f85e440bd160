package dev.weir.alerting;

/**
 * One thing to be told about an alert.
 *
 * @param id of the notice: the same when it is told again, so that receivers can tell
 */
public record Notice(String id, Kind kind, Alert alert) {

  /** What happened to the alert. */
  public enum Kind {
    OPENED,
    /** It goes on, and got worse. */
    AGAIN,
    RESOLVED
  }
}
