package dev.weir.detectors.halfspace;

import dev.weir.detectors.SplitMix64;

/**
 * The space a tree halves: twice to four times as wide as the window in each feature, and placed at
 * random around it, so that trees differ.
 */
final class Space {

  private static final double RELATIVE_FLOOR = 1e-9;
  private static final double ABSOLUTE_FLOOR = 1e-100;

  final double[] low;
  final double[] high;
  private final double[] least;
  private final double[] most;

  Space(int features) {
    low = new double[features];
    high = new double[features];
    least = new double[features];
    most = new double[features];
  }

  /** Takes the extent of a window. */
  void measure(double[] points, int count) {
    int features = least.length;
    for (int i = 0; i < features; i++) {
      double smallest = points[i];
      double largest = points[i];
      for (int k = 1; k < count; k++) {
        smallest = Math.min(smallest, points[k * features + i]);
        largest = Math.max(largest, points[k * features + i]);
      }
      double magnitude = Math.max(Math.abs(smallest), Math.abs(largest));
      double floor = Math.max(ABSOLUTE_FLOOR, RELATIVE_FLOOR * magnitude);
      least[i] = smallest;
      most[i] = Math.max(largest, smallest + floor);
    }
  }

  /** Places the space of a tree around the window. */
  void place(long seed) {
    for (int i = 0; i < low.length; i++) {
      double centre = (SplitMix64.mix(SplitMix64.mix(seed) - i) >>> 11) * 0x1p-53;
      double reach = 2 * Math.max(centre, 1 - centre);
      double extent = most[i] - least[i];
      low[i] = least[i] + extent * (centre - reach);
      high[i] = least[i] + extent * (centre + reach);
    }
  }

  double middle(int feature) {
    return low[feature] / 2 + high[feature] / 2;
  }

  double least(int feature) {
    return least[feature];
  }

  double most(int feature) {
    return most[feature];
  }
}
