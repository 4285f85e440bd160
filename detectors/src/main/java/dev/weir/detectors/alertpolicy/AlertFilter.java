package dev.weir.detectors.alertpolicy;

import dev.weir.detectors.Identity;

/**
 * Which deviations matter, in the user's own unit. Of several features the one that contributes
 * most decides.
 *
 * @param direction to which side a value must be off
 * @param minDeviation by how much at least, 0 for any
 * @param minRelativeDeviation by which part of what was expected at least, 0 for any
 * @param validFrom a smaller value is an anomaly whatever a model says, and teaches it nothing
 * @param validTo a larger one likewise; more than {@code validFrom}
 */
public record AlertFilter(
    Direction direction,
    double minDeviation,
    double minRelativeDeviation,
    double validFrom,
    double validTo) {

  /** Everything matters. */
  public static final AlertFilter NONE =
      new AlertFilter(Direction.BOTH, 0, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** To which side a value is off. */
  public enum Direction {
    BOTH("BOTH"),
    ABOVE("ABOVE"),
    BELOW("BELOW");

    /** Stands in {@link Identity}: stays when the constant is renamed. */
    private final String identity;

    Direction(String identity) {
      this.identity = identity;
    }
  }

  public AlertFilter {
    if (!(minDeviation >= 0) || !(minRelativeDeviation >= 0)) {
      throw new IllegalArgumentException("a deviation must not be negative");
    }
    if (!(validFrom < validTo)) {
      throw new IllegalArgumentException(
          "valid-range must go up, and is %s to %s".formatted(validFrom, validTo));
    }
  }

  Identity identity() {
    return Identity.of("Gates")
        .with("direction", direction.identity)
        .with("minDeviation", minDeviation)
        .with("minRelativeDeviation", minRelativeDeviation)
        .with("validFrom", validFrom)
        .with("validTo", validTo);
  }

  boolean isNone() {
    return equals(NONE);
  }

  /** Whether a value that is odd to a model is of interest. */
  boolean admits(double value, double expected) {
    double off = value - expected;
    boolean side =
        switch (direction) {
          case BOTH -> true;
          case ABOVE -> off > 0;
          case BELOW -> off < 0;
        };
    return side
        && Math.abs(off) >= minDeviation
        && Math.abs(off) >= minRelativeDeviation * Math.abs(expected);
  }

  boolean isValid(double value) {
    return value >= validFrom && value <= validTo;
  }
}
