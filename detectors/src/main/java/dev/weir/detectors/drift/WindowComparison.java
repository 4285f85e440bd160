package dev.weir.detectors.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smile.math.special.Erf;
import smile.stat.hypothesis.KSTest;

/**
 * Compares a window with a reference window, feature by feature: by the two-sample
 * Kolmogorov-Smirnov test, by the shift of the mean and by the ratio of the variances.
 *
 * <p>A test decides by its statistic against a critical value from an exponential bound on its
 * tail, which errs on the quiet side and is the same to the last bit everywhere: for the
 * Kolmogorov-Smirnov statistic the Dvoretzky-Kiefer-Wolfowitz bound with Massart's constant, for
 * the other two the Chernoff bound of a normal variable.
 *
 * <p>Good at changes of level, spread and shape between two windows; blind to changes of order and
 * of correlation.
 *
 * @see <a href="https://doi.org/10.1214/aop/1176990746">P. Massart, The Tight Constant in the
 *     Dvoretzky-Kiefer-Wolfowitz Inequality, 1990</a>
 */
final class WindowComparison implements DriftMethod {

  private static final int TESTS_PER_FEATURE = 3;

  /** Sums in another order may differ by this share. */
  private static final double ROUNDING = 1e-9;

  /** The largest standard error at which the logarithm of a variance ratio is taken for normal. */
  private static final double LARGEST_ERROR = 0.5;

  @Override
  public CheckOutcome check(
      DriftTest test, Optional<DriftMemory> memory, double[] rows, int width) {
    Sample window = Sample.of(rows, width);
    DriftMemory renewed = DriftMemory.of(window);
    return memory
        .map(known -> {
          List<Finding> findings = compare(test, known.reference(), window);
          return new CheckOutcome(window, findings, memory, Optional.of(renewed));
        })
        .orElseGet(() -> CheckOutcome.first(window, renewed));
  }

  @Override
  public boolean fits(double[] own, int points, int features) {
    return own.length == 0;
  }

  @Override
  public long bytes(DriftTest test, int features) {
    return 0;
  }

  /** The differences between the windows beyond chance; empty if there are none. */
  static List<Finding> compare(DriftTest test, Sample reference, Sample current) {
    int tests = TESTS_PER_FEATURE * reference.features();
    double bound = StrictMath.log(2 / test.levelPerTest(tests));
    List<Finding> findings = new ArrayList<>();
    for (int feature = 0; feature < reference.features(); feature++) {
      kolmogorovSmirnov(feature, reference, current, bound, findings);
      mean(feature, reference.summary(feature), current.summary(feature), bound, findings);
      variance(feature, reference.summary(feature), current.summary(feature), bound, findings);
    }
    return List.copyOf(findings);
  }

  private static void kolmogorovSmirnov(
      int feature, Sample reference, Sample current, double bound, List<Finding> findings) {
    double[] before = reference.sorted(feature);
    double[] after = current.sorted(feature);
    double n = reference.points();
    double m = current.points();
    double critical = Math.sqrt(bound / 2 * (n + m) / (n * m));
    if (largestGap(before, after) < critical - ROUNDING) {
      return;
    }
    // Smile sorts what it is given; these are sorted, so nothing is written.
    KSTest test = KSTest.test(before, after);
    if (test.d > critical) {
      findings.add(
          Finding.of(
              feature,
              Finding.Test.KOLMOGOROV_SMIRNOV,
              test.d,
              critical,
              test.pvalue,
              new Finding.Change(
                  reference.summary(feature).median(), current.summary(feature).median())));
    }
  }

  /**
   * No less than the largest difference of the two distributions, and that itself where no value
   * comes twice. Without a branch to guess, as which of two windows has the next value is chance:
   * the test, which almost always has nothing to find, takes longer.
   */
  static double largestGap(double[] sorted, double[] other) {
    int at = 0;
    int atOther = 0;
    long gap = 0;
    long largest = 0;
    while (at < sorted.length && atOther < other.length) {
      double value = sorted[at];
      double otherValue = other[atOther];
      int step = value <= otherValue ? 1 : 0;
      int otherStep = otherValue <= value ? 1 : 0;
      at += step;
      atOther += otherStep;
      gap += (long) step * other.length - (long) otherStep * sorted.length;
      largest = Math.max(largest, Math.abs(gap));
    }
    return largest / ((double) sorted.length * other.length);
  }

  private static void mean(
      int feature, Summary before, Summary after, double bound, List<Finding> findings) {
    double error =
        Math.sqrt(
            before.deviation() * before.deviation() / before.points()
                + after.deviation() * after.deviation() / after.points());
    if (error > 0) {
      double shift = Math.abs(after.mean() - before.mean()) / error;
      Finding.Change change = new Finding.Change(before.mean(), after.mean());
      normal(feature, Finding.Test.MEAN, shift, bound, change, findings);
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
        Finding.Change change = new Finding.Change(before.deviation(), after.deviation());
        normal(feature, Finding.Test.VARIANCE, Math.abs(ratio) / error, bound, change, findings);
      }
    }
  }

  private static void normal(
      int feature,
      Finding.Test test,
      double statistic,
      double bound,
      Finding.Change change,
      List<Finding> findings) {
    double critical = Math.sqrt(2 * bound);
    if (statistic > critical) {
      double p = Erf.erfc(statistic / Math.sqrt(2));
      findings.add(Finding.of(feature, test, statistic, critical, p, change));
    }
  }
}
