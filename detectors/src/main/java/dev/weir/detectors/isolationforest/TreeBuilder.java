package dev.weir.detectors.isolationforest;

import dev.weir.detectors.SplitMix64;
import java.util.Arrays;

/** Grows trees from a window of points. Its arrays serve one tree after the other. */
final class TreeBuilder {

  private final int[] window;
  private final int features;
  private final int width;
  private final SplitMix64 random;
  private final int[] drawn;
  private final int[] sample;
  private final int[] members;
  private final int[] others;
  private final int[] allFeatures;
  private final int[] untried;

  /** How many trees of equal points were grown. */
  private int guarded;

  /**
   * @param window keys of the points, row by row
   * @param subsample points per tree, at most {@link Tree#HEAP} and at most the window
   */
  TreeBuilder(int[] window, int features, int subsample, SplitMix64 random) {
    this.window = window;
    this.features = features;
    this.random = random;
    this.width = Math.min(features, Tree.WIDTH);
    this.drawn = new int[window.length / features];
    this.sample = new int[subsample * width];
    this.members = new int[subsample];
    this.others = new int[subsample];
    this.allFeatures = new int[features];
    this.untried = new int[width];
    Arrays.setAll(drawn, i -> i);
    Arrays.setAll(allFeatures, i -> i);
    Arrays.setAll(untried, i -> i);
  }

  /** A tree from a random part of the points and, beyond 16 features, a random part of those. */
  Tree grow() {
    short[] chosen = chooseFeatures();
    drawSample(chosen);
    int[] nodes = new int[Tree.HEAP];
    short[] leaves = new short[Tree.HEAP];
    Arrays.fill(nodes, Keys.PADDING);
    Arrays.setAll(members, i -> i);
    split(1, 0, 0, members.length, nodes, leaves);
    return new Tree(nodes, leaves, chosen);
  }

  private short[] chooseFeatures() {
    if (features <= width) {
      return new short[0];
    }
    short[] chosen = new short[width];
    for (int i = 0; i < width; i++) {
      swap(allFeatures, i, i + random.nextInt(features - i));
      chosen[i] = (short) allFeatures[i];
    }
    return chosen;
  }

  private void drawSample(short[] chosen) {
    for (int i = 0; i < members.length; i++) {
      swap(drawn, i, i + random.nextInt(drawn.length - i));
      int from = drawn[i] * features;
      for (int j = 0; j < width; j++) {
        sample[j * members.length + i] = window[from + (chosen.length == 0 ? j : chosen[j])];
      }
    }
  }

  private void split(int place, int depth, int from, int to, int[] nodes, short[] leaves) {
    int cut = to - from > 1 && depth < Tree.DEPTH ? cut(from, to) : Keys.PADDING;
    if (cut == Keys.PADDING && depth == 0 && to > 1) {
      guard(to, nodes, leaves);
      return;
    }
    if (cut == Keys.PADDING) {
      leaves[leaf(place, depth)] = path(depth + PathLength.expected(to - from));
      return;
    }
    nodes[place] = cut;
    int middle = partition(cut, from, to);
    split(2 * place, depth + 1, from, middle, nodes, leaves);
    split(2 * place + 1, depth + 1, middle, to, nodes, leaves);
  }

  /**
   * Grows a tree of equal points: no cut lies between them, so that the cuts lie below and above
   * their common value of one feature, and what moves is isolated by the first or the second.
   */
  private void guard(int points, int[] nodes, short[] leaves) {
    int feature = guarded++ % width;
    int key = sample[feature * members.length];
    nodes[1] = Keys.node(key, feature);
    nodes[3] = Keys.node(key + Keys.STEP, feature);
    leaves[leaf(2, 1)] = path(1);
    leaves[leaf(6, 2)] = path(PathLength.expected(points));
    leaves[leaf(7, 2)] = path(2);
  }

  private static int leaf(int place, int depth) {
    return (place << (Tree.DEPTH - depth)) & (Tree.HEAP - 1);
  }

  private static short path(double length) {
    return (short) Math.round(Tree.UNIT * length);
  }

  /** A random cut of a random feature that varies here, or padding where none does. */
  private int cut(int from, int to) {
    for (int left = width; left > 0; left--) {
      int pick = random.nextInt(left);
      int node = cut(untried[pick], from, to);
      if (node != Keys.PADDING) {
        return node;
      }
      swap(untried, pick, left - 1);
    }
    return Keys.PADDING;
  }

  private int cut(int feature, int from, int to) {
    int column = feature * members.length;
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    for (int i = from; i < to; i++) {
      int key = sample[column + members[i]];
      min = Math.min(min, key);
      max = Math.max(max, key);
    }
    if (min == max) {
      return Keys.PADDING;
    }
    double low = Keys.value(min);
    double high = Keys.value(max);
    int key = Keys.of(low + random.nextDouble() * (high - low));
    // Above the smallest and not above the largest key: both sides get a point.
    return Keys.node(Math.max(min + Keys.STEP, Math.min(max, key)), feature);
  }

  /** Puts the members that go left in front, in their order; returns where the others begin. */
  private int partition(int node, int from, int to) {
    int column = (node & Keys.FEATURE) * members.length;
    int left = from;
    int right = 0;
    for (int i = from; i < to; i++) {
      int member = members[i];
      int goesLeft = (sample[column + member] - node) >>> 31;
      // Written to both places; only one of them is kept.
      members[left] = member;
      others[right] = member;
      left += goesLeft;
      right += 1 - goesLeft;
    }
    System.arraycopy(others, 0, members, left, right);
    return left;
  }

  private static void swap(int[] array, int i, int j) {
    int held = array[i];
    array[i] = array[j];
    array[j] = held;
  }
}
