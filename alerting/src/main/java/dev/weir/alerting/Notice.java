package dev.weir.alerting;

/**
 * Holds a change of an alert, which receivers get.
 *
 * @param id of the notice, equal in every delivery, so that receivers recognize a repetition
 */
public record Notice(String id, Kind kind, Alert alert) {

  /** Names the change of the alert. */
  public enum Kind {
    OPENED,
    /** It goes on, and got worse. */
    AGAIN,
    RESOLVED
  }
}
