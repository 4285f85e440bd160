package dev.weir.detectors.drift;

import java.util.OptionalInt;

/**
 * One test that found a difference beyond chance.
 *
 * @param other the second feature, of a pair whose correlation changed
 * @param statistic what was measured, above {@code critical}
 * @param critical from where on the test speaks
 * @param p probability of such a statistic by chance, for people: decisions are made on the
 *     statistic
 * @param before what was compared, as it was
 * @param after and as it is
 */
public record Finding(
    int feature,
    OptionalInt other,
    Test test,
    double statistic,
    double critical,
    double p,
    double before,
    double after) {

  /** The quantity that was compared. */
  public enum Test {
    /** The distributions: the largest distance of the cumulative ones. Told are the medians. */
    KOLMOGOROV_SMIRNOV,
    /** The means: their distance in standard errors. */
    MEAN,
    /** The variances: the logarithm of their ratio in standard errors. Told are the deviations. */
    VARIANCE,
    /** The level, in units of the reference. Told are the means. */
    LEVEL,
    /** How far values are from the reference's middle. Told is how far in the mean. */
    SPREAD,
    /** How two features go together: their rank correlation. */
    CORRELATION
  }

  public Finding {
    p = Math.max(0, Math.min(1, p));
  }

  static Finding of(
      int feature, Test test, double statistic, double critical, double p, Change change) {
    return new Finding(
        feature,
        OptionalInt.empty(),
        test,
        statistic,
        critical,
        p,
        change.before(),
        change.after());
  }

  /** The compared quantity, as it was and as it is. */
  record Change(double before, double after) {}
}
