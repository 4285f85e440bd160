package dev.weir.detectors.preparation;

/** What values mean. */
public enum ValuesAre {
  /** What was measured. */
  LEVEL,
  /** What was counted since some start: judged by the increase since the record before. */
  COUNTER,
  /** The same, by the increase per second of event time. */
  COUNTER_PER_SECOND;

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
