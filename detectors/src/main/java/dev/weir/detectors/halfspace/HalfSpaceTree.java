package dev.weir.detectors.halfspace;

import dev.weir.detectors.SplitMix64;

/**
 * One tree over one window: nodes with the number of points in them, each halved along a feature
 * that is drawn. Rebuilt in place.
 */
final class HalfSpaceTree {

  /*
   * Node 0 is the root; the children of a node that is looked into stand side by side. One that is
   * not leads back to itself, so that the way down has no end to look for: a step too many does no
   * harm, and several trees can be gone down in step. What is random is a function of the seed, the
   * node's place in the whole tree and the feature, so that a tree is the same whenever it is built
   * from the same window.
   */

  private static final int IN_STEP = 5;

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final HalfSpaceTrees detector;
  private final long seed;
  private final int features;

  /** First child, and in the upper half the feature. */
  private final long[] link;

  private final double[] split;
  private final double[] profile;
  private int nodes;
  private int deepest;

  HalfSpaceTree(HalfSpaceTrees detector, int features, long seed) {
    this.detector = detector;
    this.features = features;
    this.seed = seed;
    int room = detector.nodesPerTree();
    link = new long[room];
    split = new double[room];
    profile = new double[room];
  }

  /**
   * Numbers of points at the point's place, each times two to the power of the place's depth,
   * summed over some trees. Some go down in step: while one waits for memory the others go on.
   */
  static double profile(HalfSpaceTree[] trees, double[] values, int at) {
    double sum = 0;
    int next = 0;
    for (; next + IN_STEP <= trees.length; next += IN_STEP) {
      HalfSpaceTree a = trees[next];
      HalfSpaceTree b = trees[next + 1];
      HalfSpaceTree c = trees[next + 2];
      HalfSpaceTree d = trees[next + 3];
      HalfSpaceTree e = trees[next + 4];
      int steps = Math.max(Math.max(a.deepest, b.deepest), Math.max(c.deepest, d.deepest));
      steps = Math.max(steps, e.deepest);
      int inA = 0;
      int inB = 0;
      int inC = 0;
      int inD = 0;
      int inE = 0;
      for (int i = 0; i < steps; i++) {
        inA = a.step(inA, values, at);
        inB = b.step(inB, values, at);
        inC = c.step(inC, values, at);
        inD = d.step(inD, values, at);
        inE = e.step(inE, values, at);
      }
      sum += a.profile[inA];
      sum += b.profile[inB];
      sum += c.profile[inC];
      sum += d.profile[inD];
      sum += e.profile[inE];
    }
    for (; next < trees.length; next++) {
      HalfSpaceTree tree = trees[next];
      int node = 0;
      for (int i = 0; i < tree.deepest; i++) {
        node = tree.step(node, values, at);
      }
      sum += tree.profile[node];
    }
    return sum;
  }

  private int step(int node, double[] values, int at) {
    long to = link[node];
    return (int) to + (values[at + (int) (to >>> 32)] < split[node] ? 0 : 1);
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
    deepest = 0;
    grow(0, 1, 0, points, order, 0, order.length, space);
  }

  private void grow(
      int node, long place, int depth, double[] points, int[] order, int from, int to, Space in) {
    profile[node] = StrictMath.scalb((double) (to - from), depth);
    link[node] = node;
    split[node] = Double.POSITIVE_INFINITY;
    if (depth == detector.depth() || to - from <= detector.crowd()) {
      return;
    }
    int along = (int) Math.floorMod(SplitMix64.mix(seed + place * GAMMA), (long) features);
    double middle = in.middle(along);
    int child = nodes;
    split[node] = middle;
    link[node] = (long) along << 32 | child;
    nodes += 2;
    deepest = Math.max(deepest, depth + 1);
    int half = part(points, order, from, to, along, middle);
    double kept = in.high[along];
    in.high[along] = middle;
    grow(child, 2 * place, depth + 1, points, order, from, half, in);
    in.high[along] = kept;
    kept = in.low[along];
    in.low[along] = middle;
    grow(child + 1, 2 * place + 1, depth + 1, points, order, half, to, in);
    in.low[along] = kept;
  }

  /** Puts those below the middle first; returns how far they reach. */
  private int part(double[] points, int[] order, int from, int to, int along, double middle) {
    int below = from;
    for (int i = from; i < to; i++) {
      // Without a branch that nobody could predict: two that are not below may change places.
      int point = order[i];
      order[i] = order[below];
      order[below] = point;
      below += points[point * features + along] < middle ? 1 : 0;
    }
    return below;
  }
}
