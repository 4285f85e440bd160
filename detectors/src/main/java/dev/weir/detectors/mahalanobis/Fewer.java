package dev.weir.detectors.mahalanobis;

/**
 * How a measure of few features compares with that of all of them, where these are normal and
 * independent: the fewer, the wider it spreads. What makes features depend on each other makes the
 * measure of all spread more, so that fewer look a little less odd by this than they are.
 */
final class Fewer {

  /** Standard normal quantile of 95 %. */
  private static final double HIGH = 1.6448536269514722;

  private Fewer() {}

  /** How many times wider the mean of so few deviations spreads. */
  static double mean(int few, int all) {
    return Math.sqrt(all / (double) few);
  }

  /** How many times as large the middle distance of so few features is, by {@code sqrt(few)}. */
  static double middle(int few, int all) {
    return distance(0, few) / distance(0, all);
  }

  /** How many times wider it spreads, from the middle to the 95 % quantile. */
  static double spread(int few, int all) {
    return (distance(HIGH, few) - distance(0, few)) / (distance(HIGH, all) - distance(0, all));
  }

  /** A quantile of the chi distribution, by sqrt(degrees): Wilson and Hilferty, 1931. */
  private static double distance(double normal, int degrees) {
    double part = 2 / (9.0 * degrees);
    double root = 1 - part + normal * Math.sqrt(part);
    return Math.sqrt(root * root * root);
  }
}
