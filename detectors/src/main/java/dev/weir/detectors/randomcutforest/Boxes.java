package dev.weir.detectors.randomcutforest;

/**
 * The bounding boxes of the inner nodes of a {@link CutTree}, and their extents: the lengths of
 * their edges, weighted and added. Flat arrays, no allocation.
 */
final class Boxes {

  /*
   * Of each box first all lower bounds, then all upper ones. An extent follows from its box alone,
   * so that it is the same however the box came about; it is asked for far more often than it
   * changes.
   */

  private static final int FEW = 8;

  private final int dimensions;
  private final float[] points;
  private final float[] bounds;
  private final float[] extents;

  /**
   * Boxes around nothing yet.
   *
   * @param points of the leaves, which are their own boxes
   */
  Boxes(int capacity, int dimensions, float[] points) {
    this.dimensions = dimensions;
    this.points = points;
    bounds = new float[2 * capacity * dimensions];
    extents = new float[capacity];
  }

  /** The lengths of all edges; infinite where single precision has ended. */
  float extent(int node) {
    return extents[node];
  }

  /**
   * How far it is from a point to all bounds of a box: from within, as far as the extent; from
   * outside, twice the distance more. Not a finite number where single precision has ended.
   */
  float toBounds(int node, float[] point, float[] weights) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    // The compiler takes several at once where there are more; fewer are faster in two sums.
    return dimensions < FEW
        ? toBoundsInPairs(low, high, point, weights)
        : toBoundsInARow(low, high, point, weights);
  }

  private float toBoundsInARow(int low, int high, float[] point, float[] weights) {
    float sum = 0;
    for (int i = 0; i < dimensions; i++) {
      sum += toBounds(low + i, high + i, point[i], weights[i]);
    }
    return sum;
  }

  private float toBoundsInPairs(int low, int high, float[] point, float[] weights) {
    float even = 0;
    float odd = 0;
    int i = 0;
    for (; i < dimensions - 1; i += 2) {
      even += toBounds(low + i, high + i, point[i], weights[i]);
      odd += toBounds(low + i + 1, high + i + 1, point[i + 1], weights[i + 1]);
    }
    return i < dimensions
        ? even + toBounds(low + i, high + i, point[i], weights[i]) + odd
        : even + odd;
  }

  private float toBounds(int low, int high, float value, float weight) {
    return weight * (Math.abs(value - bounds[low]) + Math.abs(value - bounds[high]));
  }

  /** How far outside of a box a point is, weighted: 0 exactly if it is inside. */
  double outside(int node, float[] point, float[] weights) {
    double sum = 0;
    for (int i = 0; i < dimensions; i++) {
      sum += gap(node, i, point[i], weights[i]);
    }
    return sum;
  }

  /** {@link #extent} in double precision. */
  double exactExtent(int node, float[] weights) {
    double extent = 0;
    for (int i = 0; i < dimensions; i++) {
      extent += (double) weights[i] * (highest(node, i) - lowest(node, i));
    }
    return extent;
  }

  /** How far outside of a box a value is in a dimension, weighted. */
  double gap(int node, int dimension, float value, float weight) {
    float below = lowest(node, dimension) - value;
    float above = value - highest(node, dimension);
    return (double) weight * Math.max(0f, Math.max(below, above));
  }

  float lowest(int node, int dimension) {
    return bounds[2 * node * dimensions + dimension];
  }

  float highest(int node, int dimension) {
    return bounds[(2 * node + 1) * dimensions + dimension];
  }

  /** Takes a point into a box. */
  void extend(int node, float[] point, float[] weights) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    float extent = 0;
    for (int i = 0; i < dimensions; i++) {
      float lowest = Math.min(bounds[low + i], point[i]);
      float highest = Math.max(bounds[high + i], point[i]);
      bounds[low + i] = lowest;
      bounds[high + i] = highest;
      extent += weights[i] * (highest - lowest);
    }
    extents[node] = extent;
  }

  /** Makes a box around those of two children, of which leaves are below 0. */
  void unite(int node, int one, int other, float[] weights) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    float[] ones = one >= 0 ? bounds : points;
    float[] others = other >= 0 ? bounds : points;
    int lowOne = one >= 0 ? 2 * one * dimensions : ~one * dimensions;
    int lowOther = other >= 0 ? 2 * other * dimensions : ~other * dimensions;
    int highOne = one >= 0 ? lowOne + dimensions : lowOne;
    int highOther = other >= 0 ? lowOther + dimensions : lowOther;
    float extent = 0;
    for (int i = 0; i < dimensions; i++) {
      float lowest = Math.min(ones[lowOne + i], others[lowOther + i]);
      float highest = Math.max(ones[highOne + i], others[highOther + i]);
      bounds[low + i] = lowest;
      bounds[high + i] = highest;
      extent += weights[i] * (highest - lowest);
    }
    extents[node] = extent;
  }

  /** Whether the point of a leaf lies on a bound of a box that holds it. */
  boolean touches(int node, int leaf) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    int at = leaf * dimensions;
    for (int i = 0; i < dimensions; i++) {
      float value = points[at + i];
      if (value == bounds[low + i] || value == bounds[high + i]) {
        return true;
      }
    }
    return false;
  }

  /** Takes note of other weights. */
  void weigh(float[] weights) {
    // Also of boxes that are not in use: they are measured again before they are.
    for (int node = 0; node < extents.length; node++) {
      int low = 2 * node * dimensions;
      int high = low + dimensions;
      float extent = 0;
      for (int i = 0; i < dimensions; i++) {
        extent += weights[i] * (bounds[high + i] - bounds[low + i]);
      }
      extents[node] = extent;
    }
  }
}
