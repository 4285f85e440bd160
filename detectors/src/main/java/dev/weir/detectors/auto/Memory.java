package dev.weir.detectors.auto;

/** How much {@link Auto} keeps of a series of one feature; less sees less. */
public enum Memory {
  /** All views: 23 KiB. */
  FULL("FULL", 800, true, 24_000),
  /** All views, but courses are compared with the last 200 only: 16 KiB. */
  COMPACT("COMPACT", 200, true, 17_000),
  /** Neither courses nor the hour of the week nor the level: 8 KiB. */
  SKETCH("SKETCH", 0, false, 9_000);

  /** Stands in {@link dev.weir.detectors.Identity}: stays when the constant is renamed. */
  final String identity;

  /** How many courses are stored. */
  final int courses;

  /** Whether what takes weeks to learn is looked at: the hour of the week and the level. */
  final boolean isLong;

  /** Of a series, measured on a 64-bit JVM and rounded up. */
  final long bytes;

  Memory(String identity, int courses, boolean isLong, long bytes) {
    this.identity = identity;
    this.courses = courses;
    this.isLong = isLong;
    this.bytes = bytes;
  }
}
