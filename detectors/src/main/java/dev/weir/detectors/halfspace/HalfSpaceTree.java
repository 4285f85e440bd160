package dev.weir.detectors.halfspace;

import dev.weir.detectors.SplitMix64;

/**
 * One tree over one window: nodes with the number of points in them, each halved along a feature
 * that is drawn. Rebuilt in place.
 */
final class HalfSpaceTree {

  /*
   * Node 0 is the root; the children of a node that is looked into stand side by side, and children
   * 0 means that it is not. What is random is a function of the seed, the node's place in the whole
   * tree and the feature, so that a tree is the same whenever it is built from the same window.
   */

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final HalfSpaceTrees detector;
  private final long seed;
  private final int features;
  private final int[] children;
  private final int[] feature;
  private final double[] split;
  private final double[] profile;
  private int nodes;

  HalfSpaceTree(HalfSpaceTrees detector, int features, long seed) {
    this.detector = detector;
    this.features = features;
    this.seed = seed;
    int room = detector.nodesPerTree();
    children = new int[room];
    feature = new int[room];
    split = new double[room];
    profile = new double[room];
  }

  /** Number of points at the point's place, times two to the power of the place's depth. */
  double profile(double[] values, int at) {
    int node = 0;
    while (children[node] != 0) {
      node = children[node] + (values[at + feature[node]] < split[node] ? 0 : 1);
    }
    return profile[node];
  }

  /**
   * Builds the tree over a window.
   *
   * @param space of the window; changed on the way and as it was in the end
   * @param order a permutation of the points, to be changed
   */
  void build(double[] points, int[] order, Space space) {
    space.place(seed);
    nodes = 1;
    grow(0, 1, 0, points, order, 0, order.length, space);
  }

  private void grow(
      int node, long place, int depth, double[] points, int[] order, int from, int to, Space in) {
    profile[node] = StrictMath.scalb((double) (to - from), depth);
    children[node] = 0;
    if (depth == detector.depth() || to - from <= detector.crowd()) {
      return;
    }
    int along = (int) Math.floorMod(SplitMix64.mix(seed + place * GAMMA), (long) features);
    double middle = in.middle(along);
    feature[node] = along;
    split[node] = middle;
    children[node] = nodes;
    nodes += 2;
    int half = part(points, order, from, to, along, middle);
    double kept = in.high[along];
    in.high[along] = middle;
    grow(children[node], 2 * place, depth + 1, points, order, from, half, in);
    in.high[along] = kept;
    kept = in.low[along];
    in.low[along] = middle;
    grow(children[node] + 1, 2 * place + 1, depth + 1, points, order, half, to, in);
    in.low[along] = kept;
  }

  /** Puts those below the middle first; returns how far they reach. */
  private int part(double[] points, int[] order, int from, int to, int along, double middle) {
    int below = from;
    for (int i = from; i < to; i++) {
      if (points[order[i] * features + along] < middle) {
        int swap = order[below];
        order[below++] = order[i];
        order[i] = swap;
      }
    }
    return below;
  }
}
