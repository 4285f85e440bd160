package dev.weir.detectors.drift;

/**
 * One test that found a difference beyond chance.
 *
 * @param statistic what was measured, above {@code critical}
 * @param critical from where on the test speaks
 * @param p probability of such a statistic by chance, for people: decisions are made on the
 *     statistic
 */
public record Finding(int feature, Test test, double statistic, double critical, double p) {

  /** What was compared. */
  public enum Test {
    /** The distributions: the largest distance of the cumulative ones. */
    KOLMOGOROV_SMIRNOV,
    /** The means: their distance in standard errors. */
    MEAN,
    /** The variances: the logarithm of their ratio in standard errors. */
    VARIANCE
  }
}
