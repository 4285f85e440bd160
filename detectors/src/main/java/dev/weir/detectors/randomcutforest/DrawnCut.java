package dev.weir.detectors.randomcutforest;

/** The cut that was drawn last for a {@link CutTree}. No allocation. One owner. */
final class DrawnCut {

  private final int dimensions;
  private final Leaves leaves;
  private final Boxes boxes;
  private int dimension;
  private float cut;

  DrawnCut(int dimensions, Leaves leaves, Boxes boxes) {
    this.dimensions = dimensions;
    this.leaves = leaves;
    this.boxes = boxes;
  }

  int dimension() {
    return dimension;
  }

  /** Points whose value is at or below this are left of the cut. */
  float value() {
    return cut;
  }

  /**
   * Draws the cut at {@code place} along the gaps between the node's box and a point; false if
   * there are none, because the distance outside of the box was rounding.
   */
  boolean outside(int node, float[] point, float[] weights, double place) {
    boolean found = false;
    double left = place;
    for (int i = 0; i < dimensions; i++) {
      double gap = boxes.gap(node, i, point[i], weights[i]);
      if (gap > 0) {
        // The last gap stays drawn if rounding leads past all of them.
        found = true;
        dimension = i;
        cut = inGap(node, i, point[i], (float) (left / weights[i]));
        if (left < gap) {
          return true;
        }
        left -= gap;
      }
    }
    return found;
  }

  /** A cut so far into the gap between the node's box and a value. */
  private float inGap(int node, int dimension, float value, float into) {
    boolean isAbove = value > boxes.highest(node, dimension);
    float near = isAbove ? boxes.highest(node, dimension) : value;
    float far = isAbove ? value : boxes.lowest(node, dimension);
    float at = near + into;
    return at < far ? at : near;
  }

  /** Draws a cut between two points that differ. */
  void between(int leaf, float[] point, float[] weights, double unit) {
    double range = 0;
    for (int i = 0; i < dimensions; i++) {
      range += leaves.distance(leaf, i, point, weights);
    }
    double left = range * unit;
    for (int i = 0; i < dimensions; i++) {
      float lowest = Math.min(leaves.value(leaf, i), point[i]);
      float highest = Math.max(leaves.value(leaf, i), point[i]);
      double extent = leaves.distance(leaf, i, point, weights);
      if (highest > lowest) {
        // The last that differs stays drawn if rounding leads past all of them.
        dimension = i;
        float drawn = (float) (lowest + left / weights[i]);
        cut = drawn < highest ? Math.max(drawn, lowest) : lowest;
        if (left < extent) {
          return;
        }
      }
      left -= extent;
    }
  }
}
