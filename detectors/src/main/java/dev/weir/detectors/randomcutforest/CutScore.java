package dev.weir.detectors.randomcutforest;

/**
 * The expected displacement of points by a {@link CutTree}, and the part of each dimension in it.
 * No allocation. One owner.
 */
final class CutScore {

  /** A score passes over a distance outside of a box up to a thousandth of its extent. */
  private static final float NEARLY_WITHIN = 1.002f;

  /** Products of extents within these are numbers with all their digits. */
  private static final double SMALLEST = 1e-150;

  private static final double LARGEST = 1e150;

  private final int dimensions;
  private final Leaves leaves;
  private final Boxes boxes;

  /** The {@link #ordinary} displacement at a size: it is needed many times. */
  private double ordinary;

  private int ordinarySize;

  CutScore(int dimensions, Leaves leaves, Boxes boxes) {
    this.dimensions = dimensions;
    this.leaves = leaves;
    this.boxes = boxes;
  }

  /**
   * How much a point would change a tree that is not empty: its expected displacement, about 1 for
   * an ordinary point, whatever the number of points.
   *
   * @param way of the point, already gone
   * @param size number of points in the tree
   */
  double score(Descent way, float[] weights, int size) {
    // A fraction: no level waits for a division of the one below.
    double over = 1;
    double under = way.depth + 1;
    int level = way.depth - 1;
    for (; level >= 0; level--) {
      int node = way.path[level];
      float toBounds = boxes.toBounds(node, way.point, weights);
      if (!(toBounds < CutTree.FARTHEST)) {
        return exactScore(way, weights, size);
      }
      if (toBounds <= NEARLY_WITHIN * boxes.extent(node)) {
        break;
      }
      double extent = boxes.extent(node);
      double outside = (toBounds - extent) / 2;
      over = extent * over + outside * under * Descent.SHARE[level];
      under *= extent + outside;
    }
    // What is outside of the box around a leaf is not at the leaf.
    if (level == way.depth - 1 && leaves.isAt(way.leaf, way.point)) {
      return scoreAt(way.leaf, way.depth, size);
    }
    return under > SMALLEST && under < LARGEST
        ? over / under * ordinary(size)
        : exactScore(way, weights, size);
  }

  /** Computes the score level by level in double precision, down to the last thousandth. */
  private double exactScore(Descent way, float[] weights, int size) {
    if (leaves.isAt(way.leaf, way.point)) {
      return scoreAt(way.leaf, way.depth, size);
    }
    double score = 1.0 / (way.depth + 1);
    for (int level = way.depth - 1; level >= 0; level--) {
      int node = way.path[level];
      double outside = boxes.outside(node, way.point, weights);
      if (outside == 0) {
        break;
      }
      double apart = outside / (boxes.exactExtent(node, weights) + outside);
      score += apart * (1.0 / (level + 1) - score);
    }
    return score * ordinary(size);
  }

  private double scoreAt(int leaf, int depth, int size) {
    double damped = 1 - leaves.count(leaf) / (2.0 * size);
    return damped / (depth + binaryLogarithm(leaves.count(leaf) + 1)) * ordinary(size);
  }

  private static double binaryLogarithm(int value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }

  /** The displacement of an ordinary point: the depth of a balanced tree. */
  private double ordinary(int size) {
    if (ordinarySize != size) {
      ordinarySize = size;
      ordinary = binaryLogarithm(size + 1);
    }
    return ordinary;
  }

  /**
   * Adds to {@code shares} the part of each dimension in the score.
   *
   * @param way of the point, already gone
   */
  void attribute(Descent way, float[] weights, double[] shares) {
    double distance = 0;
    for (int i = 0; i < dimensions; i++) {
      distance += leaves.distance(way.leaf, i, way.point, weights);
    }
    for (int i = 0; i < dimensions; i++) {
      double part = distance > 0 ? leaves.distance(way.leaf, i, way.point, weights) / distance : 0;
      way.parts[i] = part / (way.depth + 1);
    }
    for (int level = way.depth - 1; level >= 0; level--) {
      double outside = boxes.outside(way.path[level], way.point, weights);
      if (outside == 0) {
        break;
      }
      attribute(way, level, outside, weights);
    }
    for (int i = 0; i < dimensions; i++) {
      shares[i] += way.parts[i];
    }
  }

  private void attribute(Descent way, int level, double outside, float[] weights) {
    int node = way.path[level];
    double apart = outside / (boxes.exactExtent(node, weights) + outside);
    for (int i = 0; i < dimensions; i++) {
      double part = boxes.gap(node, i, way.point[i], weights[i]) / outside;
      way.parts[i] = part * apart / (level + 1) + (1 - apart) * way.parts[i];
    }
  }
}
