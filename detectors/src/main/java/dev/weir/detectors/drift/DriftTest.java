package dev.weir.detectors.drift;

import java.util.ArrayList;
import java.util.List;
import smile.math.special.Erf;
import smile.stat.hypothesis.KSTest;

/**
 * Compares a window of a series with a reference window, feature by feature: by the two-sample
 * Kolmogorov-Smirnov test, by the shift of the mean and by the ratio of the variances.
 *
 * <p>Many tests are made, so each must be strict. The user says how many false drifts a million
 * stable records may bring; that is shared equally among all tests of a million records
 * (Bonferroni), whatever their number of features. A test decides by its statistic against a
 * critical value from an exponential bound on its tail, which errs on the quiet side and is the
 * same to the last bit everywhere: for the Kolmogorov-Smirnov statistic the
 * Dvoretzky-Kiefer-Wolfowitz bound with Massart's constant, for the other two the Chernoff bound of
 * a normal variable. The p in a {@link Finding} is for people.
 *
 * <p>Good at changes of level, spread and shape between two windows; blind to changes of order and
 * of correlation. The promise holds for records that do not depend on each other: where each is
 * like the one before, windows wander, and drifts are found far more often. Windows shorter than
 * the season of a seasonal series differ by nature.
 *
 * @param every records between two tests, and the size of each window, at least 10
 * @param falseDrifts how many false drifts a million stable records may bring, above 0
 * @see <a href="https://doi.org/10.1214/aop/1176990746">P. Massart, The Tight Constant in the
 *     Dvoretzky-Kiefer-Wolfowitz Inequality, 1990</a>
 */
public record DriftTest(int every, double falseDrifts) {

  private static final int TESTS_PER_FEATURE = 3;

  /** The largest standard error at which the logarithm of a variance ratio is taken for normal. */
  private static final double LARGEST_ERROR = 0.5;

  public DriftTest {
    if (every < 10) {
      throw new IllegalArgumentException("every must be at least 10, was " + every);
    }
    if (!(falseDrifts > 0 && falseDrifts <= 1e5)) {
      throw new IllegalArgumentException(
          "falseDrifts must be above 0 and at most 100000, was " + falseDrifts);
    }
  }

  /** What differs between the windows beyond chance; empty if nothing does. */
  public List<Finding> compare(Sample reference, Sample current) {
    double bound = StrictMath.log(2 / levelPerTest(reference.features()));
    List<Finding> findings = new ArrayList<>();
    for (int feature = 0; feature < reference.features(); feature++) {
      kolmogorovSmirnov(feature, reference, current, bound, findings);
      mean(feature, reference.summary(feature), current.summary(feature), bound, findings);
      variance(feature, reference.summary(feature), current.summary(feature), bound, findings);
    }
    return List.copyOf(findings);
  }

  /** The probability at which each single test may be wrong. */
  double levelPerTest(int features) {
    return Math.min(1, falseDrifts * every / 1e6) / (TESTS_PER_FEATURE * features);
  }

  private static void kolmogorovSmirnov(
      int feature, Sample reference, Sample current, double bound, List<Finding> findings) {
    // Smile sorts what it is given; these are sorted, so nothing is written.
    KSTest test = KSTest.test(reference.sorted(feature), current.sorted(feature));
    double n = reference.points();
    double m = current.points();
    double critical = Math.sqrt(bound / 2 * (n + m) / (n * m));
    if (test.d > critical) {
      findings.add(
          new Finding(
              feature,
              Finding.Test.KOLMOGOROV_SMIRNOV,
              test.d,
              critical,
              Math.max(0, Math.min(1, test.pvalue))));
    }
  }

  private static void mean(
      int feature, Summary before, Summary after, double bound, List<Finding> findings) {
    double error =
        Math.sqrt(
            before.deviation() * before.deviation() / before.points()
                + after.deviation() * after.deviation() / after.points());
    if (error > 0) {
      double shift = Math.abs(after.mean() - before.mean()) / error;
      normal(feature, Finding.Test.MEAN, shift, bound, findings);
    }
  }

  private static void variance(
      int feature, Summary before, Summary after, double bound, List<Finding> findings) {
    if (before.deviation() > 0 && after.deviation() > 0) {
      // The logarithm of a sample variance has variance (kurtosis - 1) / n; the larger kurtosis
      // of the two keeps heavy tails quiet.
      double tails = Math.max(2, Math.max(before.kurtosis(), after.kurtosis()) - 1);
      double error = Math.sqrt(tails / before.points() + tails / after.points());
      // Beyond, a few values make up most of a variance: one spike is no drift.
      if (error <= LARGEST_ERROR) {
        double ratio = 2 * StrictMath.log(after.deviation() / before.deviation());
        normal(feature, Finding.Test.VARIANCE, Math.abs(ratio) / error, bound, findings);
      }
    }
  }

  private static void normal(
      int feature, Finding.Test test, double statistic, double bound, List<Finding> findings) {
    double critical = Math.sqrt(2 * bound);
    if (statistic > critical) {
      double p = Erf.erfc(statistic / Math.sqrt(2));
      findings.add(new Finding(feature, test, statistic, critical, Math.max(0, Math.min(1, p))));
    }
  }
}
