package dev.weir.detectors.halfspace;

import dev.weir.detectors.SplitMix64;

/**
 * The space a tree halves: twice to four times as wide as the window in each feature, and placed at
 * random around it, so that trees differ.
 */
final class Space {

  /*
   * Values become keys first, whole numbers in units of the window's extent / 2^28, so that halving
   * is exact down to the greatest depth, and the side a key is on is the sign of a difference.
   */

  private static final int EXTENT_BITS = 28;

  /** The keys of the window's own points are in [0, EXTENT). */
  static final int EXTENT = 1 << EXTENT_BITS;

  /** No key is less, and all cuts are above: a space reaches from -2 to 3 extents at most. */
  private static final int LOWEST = -2 * EXTENT;

  private static final int HIGHEST = 4 * EXTENT - 1;

  private static final double RELATIVE_FLOOR = 1e-9;
  private static final double ABSOLUTE_FLOOR = 1e-100;

  final int[] low;
  final int[] high;
  private final double[] least;
  private final double[] most;
  private final double[] scale;

  Space(int features) {
    low = new int[features];
    high = new int[features];
    least = new double[features];
    most = new double[features];
    scale = new double[features];
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
      scale[i] = (EXTENT - 1) / (most[i] - least[i]);
    }
  }

  /** The key of a value of a feature. */
  int key(int feature, double value) {
    int key = (int) ((value - least[feature]) * scale[feature]);
    return Math.min(Math.max(key, LOWEST), HIGHEST);
  }

  /** Places the space of a tree around the window. */
  void place(long seed) {
    for (int i = 0; i < low.length; i++) {
      int centre = (int) (SplitMix64.mix(SplitMix64.mix(seed) - i) >>> (Long.SIZE - EXTENT_BITS));
      int reach = 2 * Math.max(centre, EXTENT - centre);
      low[i] = centre - reach;
      high[i] = centre + reach;
    }
  }

  int middle(int feature) {
    return (low[feature] + high[feature]) >> 1;
  }

  double least(int feature) {
    return least[feature];
  }

  double most(int feature) {
    return most[feature];
  }
}
