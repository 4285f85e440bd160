package dev.weir.series;

/** The outcome of a record: exactly one, and each is a counter. */
public enum Status {
  /** Judged by a model. */
  SCORED,
  /** Came before the model of its series could judge. */
  WARMING,
  /** Holds a value that is no measurement, or belongs to a quarantined series. */
  UNSCORABLE,
  /** Could not be read, or no model survived it. */
  DEAD_LETTERED,
  /** Belongs to a series that was not admitted, or that no detector is configured for. */
  REJECTED,
  /** Came too late to be looked at. */
  LATE_DROPPED,
  /** Was seen before. */
  DUPLICATE;

  /** As configuration, files and logs write it. */
  public String text() {
    return switch (this) {
      case SCORED -> "scored";
      case WARMING -> "warming";
      case UNSCORABLE -> "unscorable";
      case DEAD_LETTERED -> "dead_lettered";
      case REJECTED -> "rejected";
      case LATE_DROPPED -> "late_dropped";
      case DUPLICATE -> "duplicate";
    };
  }
}
