package dev.weir.detectors.preparation;

/** Says what the values of a series mean. */
public enum ValuesAre {
  /** A measured quantity. */
  LEVEL("LEVEL"),
  /** A count since some start: judged by the increase since the record before. */
  COUNTER("COUNTER"),
  /** Counted since some start: judged by the increase per second of event time. */
  COUNTER_PER_SECOND("COUNTER_PER_SECOND");

  /** Stands in {@link dev.weir.detectors.Identity}: stays when the constant is renamed. */
  private final String identity;

  ValuesAre(String identity) {
    this.identity = identity;
  }

  String identity() {
    return identity;
  }

  boolean isCounter() {
    return this != LEVEL;
  }

  String of(String feature) {
    return switch (this) {
      case LEVEL -> feature;
      case COUNTER -> "increase of " + feature;
      case COUNTER_PER_SECOND -> feature + " per second";
    };
  }
}
