package dev.weir.detectors.auto;

/** How much {@link Auto} keeps of a series of one feature; less sees less. */
public enum Memory {
  /** All views: 28 KiB. */
  FULL("FULL", 800, true, true, 30_000),
  /**
   * All views, but courses are compared with the last 200 only, and no event of each week is known:
   * 20 KiB.
   */
  COMPACT("COMPACT", 200, true, false, 20_480),
  /** Neither courses, hours of the week, level, predictions nor falling spreads: 10 KiB. */
  SKETCH("SKETCH", 0, false, false, 10_240);

  /** Stands in {@link dev.weir.detectors.Identity}: stays when the constant is renamed. */
  final String identity;

  /** How many courses are stored. */
  final int courses;

  /** Whether what takes weeks to learn is looked at: the hour of the week and the level. */
  final boolean isLong;

  /** Whether events of each week are known. */
  final boolean hasHabits;

  /** Of a series, measured on a 64-bit JVM and rounded up. */
  final long bytes;

  Memory(String identity, int courses, boolean isLong, boolean hasHabits, long bytes) {
    this.identity = identity;
    this.courses = courses;
    this.isLong = isLong;
    this.hasHabits = hasHabits;
    this.bytes = bytes;
  }
}
