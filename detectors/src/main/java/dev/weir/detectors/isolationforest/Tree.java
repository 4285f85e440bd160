package dev.weir.detectors.isolationforest;

import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/** One tree as a complete heap: node i's children are 2i and 2i + 1, the root is 1. */
final class Tree {

  /*
   * Early leaves are padded by nodes that send everything left, so that every point takes 8 steps
   * and there is no branch to guess. A step is a subtraction and a shift of its sign. Path lengths
   * are whole numbers, so that their sum does not depend on the order of addition. Eight points go
   * down together: eight chains that do not wait for each other. The length checks in front, and
   * counting groups of a bounded number, tell the compiler that no index can be out of bounds.
   */

  /** Depth of every tree: what 256 points need. */
  static final int DEPTH = 8;

  /** Nodes of a tree, the unused place 0 included; leaves as many. */
  static final int HEAP = 1 << DEPTH;

  /** A path of length 1. */
  static final int UNIT = 1024;

  /** Keys per point. */
  static final int WIDTH = Keys.FEATURE + 1;

  /** Points per block. */
  static final int BLOCK = 64;

  private static final int LEAF = HEAP - 1;
  private static final int TOGETHER = 8;

  private final int[] nodes;
  private final short[] leaves;
  private final short[] features;

  /**
   * Takes the arrays over.
   *
   * @param nodes {@link #HEAP} ints: the key of the cut, with the number of its feature in the low
   *     bits
   * @param leaves {@link #HEAP} path lengths in units of 1 / {@link #UNIT}
   * @param features which features the tree's numbers 0 to 15 stand for; empty where they are the
   *     series' own
   */
  Tree(int[] nodes, short[] leaves, short[] features) {
    this.nodes = nodes;
    this.leaves = leaves;
    this.features = features;
  }

  static Tree read(StateReader in, int features) {
    Tree tree = new Tree(new int[HEAP], new short[HEAP], new short[features > WIDTH ? WIDTH : 0]);
    in.getInts(tree.nodes, 0, HEAP);
    in.getShorts(tree.leaves, 0, HEAP);
    in.getShorts(tree.features, 0, tree.features.length);
    for (short feature : tree.features) {
      if (feature < 0 || feature >= features) {
        throw new StateMismatchException("a tree of feature %d of %d".formatted(feature, features));
      }
    }
    return tree;
  }

  void write(StateWriter out) {
    out.putInts(nodes, 0, HEAP).putShorts(leaves, 0, HEAP);
    out.putShorts(features, 0, features.length);
  }

  /** The feature of the series that the tree's number {@code own} stands for, if it has its own. */
  short feature(int own) {
    return features[own];
  }

  /**
   * Adds to {@code sums} the path lengths of the first {@code points} points.
   *
   * @param keys {@link #BLOCK} points of {@link #WIDTH} keys
   * @param sums {@link #BLOCK} sums
   */
  void descend(int[] keys, int points, int[] sums) {
    int[] heap = nodes;
    short[] paths = leaves;
    if (heap.length != HEAP
        || paths.length != HEAP
        || keys.length != BLOCK * WIDTH
        || sums.length != BLOCK) {
      throw new IllegalArgumentException("arrays of another size");
    }
    int groups = Math.min((points + TOGETHER - 1) / TOGETHER, BLOCK / TOGETHER);
    for (int group = 0; group < groups; group++) {
      int first = group * TOGETHER;
      int at = first * WIDTH;
      int a = 1;
      int b = 1;
      int c = 1;
      int d = 1;
      int e = 1;
      int f = 1;
      int g = 1;
      int h = 1;
      for (int level = 0; level < DEPTH; level++) {
        a = step(a, heap[a & LEAF], keys, at);
        b = step(b, heap[b & LEAF], keys, at + WIDTH);
        c = step(c, heap[c & LEAF], keys, at + 2 * WIDTH);
        d = step(d, heap[d & LEAF], keys, at + 3 * WIDTH);
        e = step(e, heap[e & LEAF], keys, at + 4 * WIDTH);
        f = step(f, heap[f & LEAF], keys, at + 5 * WIDTH);
        g = step(g, heap[g & LEAF], keys, at + 6 * WIDTH);
        h = step(h, heap[h & LEAF], keys, at + 7 * WIDTH);
      }
      sums[first] += paths[a & LEAF];
      sums[first + 1] += paths[b & LEAF];
      sums[first + 2] += paths[c & LEAF];
      sums[first + 3] += paths[d & LEAF];
      sums[first + 4] += paths[e & LEAF];
      sums[first + 5] += paths[f & LEAF];
      sums[first + 6] += paths[g & LEAF];
      sums[first + 7] += paths[h & LEAF];
    }
  }

  /** The path length of the point whose keys stand in front. */
  int descend(int[] keys) {
    int place = 1;
    for (int level = 0; level < DEPTH; level++) {
      place = step(place, nodes[place & LEAF], keys, 0);
    }
    return leaves[place & LEAF];
  }

  /** Descends four trees at once; returns the sum of their path lengths. */
  static int descend(Tree first, Tree second, Tree third, Tree fourth, int[] keys) {
    int[] heapA = first.nodes;
    int[] heapB = second.nodes;
    int[] heapC = third.nodes;
    int[] heapD = fourth.nodes;
    if (heapA.length != HEAP
        || heapB.length != HEAP
        || heapC.length != HEAP
        || heapD.length != HEAP
        || keys.length < WIDTH) {
      throw new IllegalArgumentException("arrays of another size");
    }
    int a = 1;
    int b = 1;
    int c = 1;
    int d = 1;
    for (int level = 0; level < DEPTH; level++) {
      a = step(a, heapA[a & LEAF], keys, 0);
      b = step(b, heapB[b & LEAF], keys, 0);
      c = step(c, heapC[c & LEAF], keys, 0);
      d = step(d, heapD[d & LEAF], keys, 0);
    }
    return first.leaves[a & LEAF]
        + second.leaves[b & LEAF]
        + third.leaves[c & LEAF]
        + fourth.leaves[d & LEAF];
  }

  /** The child that a point goes on to: the left one if its key is smaller than the node. */
  private static int step(int place, int node, int[] keys, int at) {
    return 2 * place + 1 - ((keys[at + (node & Keys.FEATURE)] - node) >>> 31);
  }
}
