package dev.weir.detectors.drift;

import java.util.Optional;

/**
 * Tells whether a series is still what it was, from one window of it to the next.
 *
 * <p>A window is handed over whole, off the data path. What a test knows goes from check to check
 * as a {@link DriftMemory}, so tests with a memory longer than a window, which take its records one
 * by one, are as repeatable as those that compare two windows; only the report waits for the end of
 * the window.
 *
 * <p>Many tests are made, so each must be strict. The user says how many false drifts a million
 * stable records may bring; that is shared equally among all tests of a million records
 * (Bonferroni), whatever their number of features. The promise holds for records that do not depend
 * on each other: where each is like the one before, windows wander, and drifts are found far more
 * often. Windows shorter than the season of a seasonal series differ by nature. The p in a {@link
 * Finding} is for people.
 *
 * @param every records between two checks, and the size of each window, at least 10
 * @param falseDrifts how many false drifts a million stable records may bring, above 0
 */
public record DriftTest(Kind kind, int every, double falseDrifts) {

  /** Windows of a series: the reference, the one that fills, the one checked. */
  private static final long WINDOWS = 3;

  /** The change that is tested for, and the method. */
  public enum Kind {
    /** Distribution, mean and variance of each feature, by window against reference. */
    KS,
    /** Level and spread of each feature, by a window that grows until its parts differ. */
    ADWIN,
    /** Level and spread of each feature, by sums of deviations. */
    PAGE_HINKLEY,
    /** Level and spread of each feature and how each two go together, by ranks. */
    MULTIVARIATE
  }

  public DriftTest {
    if (every < 10) {
      throw new IllegalArgumentException("every must be at least 10, was " + every);
    }
    if (!(falseDrifts > 0 && falseDrifts <= 1e5)) {
      throw new IllegalArgumentException(
          "falseDrifts must be above 0 and at most 100000, was " + falseDrifts);
    }
  }

  /**
   * Looks at the next window of a series.
   *
   * @param memory what is known of it; empty if the window is the first
   * @param rows the window, row by row: finite, a whole number of points and at least one
   */
  public CheckOutcome check(Optional<DriftMemory> memory, double[] rows, int features) {
    return method().check(this, memory, rows, features);
  }

  /** Bytes that it may keep of a series, as an upper bound: windows and what it knows beside. */
  public long bytes(int features) {
    return WINDOWS * every * features * Double.BYTES + method().bytes(this, features);
  }

  boolean fits(double[] own, int points, int features) {
    return method().fits(own, points, features);
  }

  private DriftMethod method() {
    return switch (kind) {
      case KS -> new WindowComparison();
      case ADWIN -> new Adwin();
      case PAGE_HINKLEY -> new PageHinkley();
      case MULTIVARIATE -> new RankComparison();
    };
  }

  /** The probability at which each of the tests of a window may be wrong. */
  double levelPerTest(int tests) {
    return Math.min(1, falseDrifts * every / 1e6) / tests;
  }
}
