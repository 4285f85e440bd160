package dev.weir.detectors.drift;

import java.util.Arrays;

/**
 * Values in the units of a reference window. Each feature has two columns: how far a value is from
 * the middle of the reference in its robust deviations, and how far regardless of the side; neither
 * beyond {@link #FARTHEST}, so that no tail is too heavy and no spike is a drift.
 */
final class Units {

  static final double FARTHEST = 4;

  /** Quartiles of a normal distribution are so many standard deviations apart. */
  private static final double QUARTILES = 1.349;

  private static final double SMALLEST = 1e-9;

  private final double[] middles;
  private final double[] scales;

  private Units(double[] middles, double[] scales) {
    this.middles = middles;
    this.scales = scales;
  }

  static Units of(Sample reference) {
    double[] middles = new double[reference.features()];
    double[] scales = new double[reference.features()];
    Arrays.setAll(middles, feature -> reference.summary(feature).median());
    Arrays.setAll(scales, feature -> scale(reference.summary(feature)));
    return new Units(middles, scales);
  }

  /** Of a constant feature a billionth of its level: any other value is far. */
  private static double scale(Summary summary) {
    double quartiles = (summary.upper() - summary.lower()) / QUARTILES;
    double scale = quartiles > 0 ? quartiles : summary.deviation();
    double least = Math.max(Double.MIN_NORMAL, SMALLEST * Math.abs(summary.median()));
    return scale > 0 && scale < Double.POSITIVE_INFINITY ? Math.max(scale, least) : least;
  }

  int columns() {
    return 2 * middles.length;
  }

  static int feature(int column) {
    return column / 2;
  }

  static boolean isLevel(int column) {
    return column % 2 == 0;
  }

  /** A value in the units of a column. */
  double of(int column, double value) {
    int feature = feature(column);
    double far = (value - middles[feature]) / scales[feature];
    double kept = Math.max(-FARTHEST, Math.min(FARTHEST, far));
    return isLevel(column) ? kept : Math.abs(kept);
  }

  /** A mean of a column in the user's units. */
  double back(int column, double mean) {
    int feature = feature(column);
    return isLevel(column) ? middles[feature] + scales[feature] * mean : scales[feature] * mean;
  }

  static Finding finding(
      int column, double statistic, double critical, double p, Finding.Change change) {
    Finding.Test test = isLevel(column) ? Finding.Test.LEVEL : Finding.Test.SPREAD;
    return Finding.of(feature(column), test, statistic, critical, p, change);
  }

  /** The width of what a column may hold. */
  static double range(int column) {
    return isLevel(column) ? 2 * FARTHEST : FARTHEST;
  }
}
