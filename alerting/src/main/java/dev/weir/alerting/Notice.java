package dev.weir.alerting;

/**
 * A change of an alert, to be delivered to receivers.
 *
 * @param id of the notice, equal in every delivery, so that receivers recognize a repetition
 */
public record Notice(String id, Kind kind, Alert alert) {

  /** The change of the alert. */
  public enum Kind {
    OPENED,
    /** It goes on, and got worse. */
    AGAIN,
    RESOLVED
  }
}
