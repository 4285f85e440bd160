package dev.weir.detectors.halfspace;

import java.util.Arrays;

/** Trees laid out in one array, to be gone down together. */
final class Forest {

  /*
   * The roots come first; the children of a node that is looked into stand side by side, the upper
   * one first. One that is not leads back to itself, so that the way down has no end to look for: a
   * step too many does no harm, and several trees can be gone down in step.
   */

  private static final int IN_STEP = 5;

  private static final int NODE_BITS = 17;
  private static final int NODE = (1 << NODE_BITS) - 1;

  private static final int LEAF = -(1 << 30);
  private static final int DEPTH_BITS = 5;
  private static final int DEPTH = (1 << DEPTH_BITS) - 1;

  /** The most features that a node has room for. */
  static final int FEATURES = 1 << (Integer.SIZE - NODE_BITS);

  /**
   * From the top: the cut, the feature, and the upper child. In place of the cut a leaf has its
   * number of points and its depth, below all keys.
   */
  private final long[] nodes;

  private final int[] deepest;
  private int size;
  private int tree;
  private int depth;

  Forest(int trees, int nodesPerTree) {
    nodes = new long[trees * nodesPerTree];
    deepest = new int[trees];
  }

  void clear() {
    size = deepest.length;
    Arrays.fill(deepest, 0);
  }

  /** From here on tree number {@code tree} grows. */
  int root(int tree) {
    this.tree = tree;
    return tree;
  }

  /** Cuts a node; returns its upper child, which the lower one follows. */
  int cut(int node, int feature, int at) {
    int upper = size;
    size += 2;
    nodes[node] = ((long) at << Integer.SIZE) | ((long) feature << NODE_BITS) | upper;
    return upper;
  }

  /** Between these two stand the cuts below a node. */
  void descend() {
    depth++;
    deepest[tree] = Math.max(deepest[tree], depth);
  }

  void ascend() {
    depth--;
  }

  /** Makes a node a leaf in which so many points are. */
  void end(int node, int points, int at) {
    int leaf = LEAF + ((points << DEPTH_BITS) | at);
    nodes[node] = ((long) leaf << Integer.SIZE) | node;
  }

  /**
   * The profiles at the place of a point, summed over the trees. Some go down in step: while one
   * waits for memory the others go on.
   */
  double profile(int[] keys) {
    long sum = 0;
    int next = 0;
    for (; next + IN_STEP <= deepest.length; next += IN_STEP) {
      int a = next;
      int b = next + 1;
      int c = next + 2;
      int d = next + 3;
      int e = next + 4;
      int steps = Math.max(Math.max(deepest[a], deepest[b]), Math.max(deepest[c], deepest[d]));
      steps = Math.max(steps, deepest[e]);
      for (int i = 0; i < steps; i++) {
        a = step(a, keys);
        b = step(b, keys);
        c = step(c, keys);
        d = step(d, keys);
        e = step(e, keys);
      }
      sum += profile(a) + profile(b) + profile(c) + profile(d) + profile(e);
    }
    for (; next < deepest.length; next++) {
      int node = next;
      for (int i = 0; i < deepest[next]; i++) {
        node = step(node, keys);
      }
      sum += profile(node);
    }
    return sum;
  }

  private int step(int node, int[] keys) {
    long to = nodes[node];
    int low = (int) to;
    int below = (keys[low >>> NODE_BITS] - (int) (to >> Integer.SIZE)) >>> 31;
    return (low & NODE) + below;
  }

  private long profile(int leaf) {
    int held = (int) (nodes[leaf] >> Integer.SIZE) - LEAF;
    return (long) (held >> DEPTH_BITS) << (held & DEPTH);
  }
}
