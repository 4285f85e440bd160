package dev.weir.detectors.cutforest;

import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * A tree of random cuts through points, which stays a fair draw among all such trees while points
 * come and go. Flat arrays, no allocation.
 *
 * <p>A cut goes through a feature with a probability that grows with the spread of the points in
 * it, times the weight of the feature.
 *
 * <p>Long because adding, removing and scoring a point keep the same flat arrays true to each
 * other.
 */
final class CutTree {

  /*
   * Inner nodes are numbered from 0, leaves as ~slot. A leaf is a point, with a count if it came
   * several times. Each inner node has the bounding box of its points: first all lower bounds, then
   * all upper ones; and the weighted extent of that, which is asked for far more often than it
   * changes. Points at or below the cut are left. What the way down needs of a node stands
   * together: both children, the dimension and the bits of the cut.
   */

  private static final int NONE = Integer.MIN_VALUE;
  private static final int LINKS = 4;
  private static final int RIGHT = 1;
  private static final int DIMENSION = 2;
  private static final int CUT = 3;
  private static final int IN_STEP = 5;

  /** What is less outside, as a part of the extent, is rounding. */
  private static final double NEAR = 1e-6;

  /** Beyond, single precision may have ended: what is farther off is measured in double. */
  private static final double FARTHEST = 1e37;

  private final int capacity;
  private final int dimensions;
  private final float[] points;
  private final short[] count;
  private final int[] links;
  private final float[] boxes;
  private final float[] extents;
  private final short[] freeNodes;
  private final short[] freeSlots;
  private int nodes;
  private int slots;
  private int size;
  private int root = NONE;

  /** The {@link #ordinary} displacement at a size, which is asked for many times. */
  private double ordinary;

  private int ordinarySize;

  /** What was found by the last descent, and the cut drawn last. */
  private final int[] path;

  private int depth;
  private int reached;
  private int drawnDimension;
  private float drawnCut;

  CutTree(int capacity, int dimensions) {
    this.capacity = capacity;
    this.dimensions = dimensions;
    points = new float[capacity * dimensions];
    count = new short[capacity];
    links = new int[LINKS * capacity];
    boxes = new float[2 * capacity * dimensions];
    extents = new float[capacity];
    path = new int[capacity];
    freeNodes = new short[capacity];
    freeSlots = new short[capacity];
    for (short i = 0; i < capacity; i++) {
      freeNodes[i] = i;
      freeSlots[i] = i;
    }
  }

  // ---- Scoring.

  /**
   * How much the point would change the trees: its expected displacement, about 1 for an ordinary
   * point, whatever the number of points; the mean over the trees, none of which must be empty.
   */
  static double score(CutTree[] trees, float[] point, float[] weights) {
    double sum = 0;
    for (int next = 0; next < trees.length; next += IN_STEP) {
      int to = Math.min(next + IN_STEP, trees.length);
      descend(trees, next, to, point);
      for (int i = next; i < to; i++) {
        sum += trees[i].scoreOnPath(point, weights);
      }
    }
    return sum / trees.length;
  }

  /** The same of this tree alone. */
  double score(float[] point, float[] weights) {
    descend(point);
    return scoreOnPath(point, weights);
  }

  private double scoreOnPath(float[] point, float[] weights) {
    if (isAt(reached, point)) {
      double damped = 1 - count[reached] / (2.0 * size);
      return damped / (depth + binaryLogarithm(count[reached] + 1)) * ordinary();
    }
    double score = 1.0 / (depth + 1);
    for (int level = depth - 1; level >= 0; level--) {
      double apart = probabilityOfSeparation(path[level], point, weights);
      if (apart == 0) {
        break;
      }
      score = apart / (level + 1) + (1 - apart) * score;
    }
    return score * ordinary();
  }

  private static double binaryLogarithm(int value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }

  /** The displacement of an ordinary point: the depth of a balanced tree. */
  private double ordinary() {
    if (ordinarySize != size) {
      ordinarySize = size;
      ordinary = binaryLogarithm(size + 1);
    }
    return ordinary;
  }

  private double probabilityOfSeparation(int node, float[] point, float[] weights) {
    double extent = extents[node];
    double outside = roughlyOutside(node, point, weights);
    if (outside <= NEAR * extent) {
      return 0;
    }
    if (outside < FARTHEST) {
      return outside / (extent + outside);
    }
    double exactly = outside(node, point, weights);
    return exactly / (extent(node, weights) + exactly);
  }

  /**
   * How far outside the node's box a point is, weighted, as well as single precision knows;
   * infinite or not a number where that ends.
   */
  private double roughlyOutside(int node, float[] point, float[] weights) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    float edges = 0;
    for (int i = 0; i < dimensions; i++) {
      float value = point[i];
      edges += weights[i] * (Math.abs(value - boxes[low + i]) + Math.abs(value - boxes[high + i]));
    }
    // Within the box the way to both edges is its extent; outside, twice the distance is added.
    return ((double) edges - extents[node]) / 2;
  }

  /** The same in double precision: 0 exactly if it is inside. */
  private double outside(int node, float[] point, float[] weights) {
    double sum = 0;
    for (int i = 0; i < dimensions; i++) {
      sum += gap(node, i, point[i], weights[i]);
    }
    return sum;
  }

  /** How far outside the node's box a value is in a dimension, weighted. */
  private double gap(int node, int dimension, float value, float weight) {
    int low = 2 * node * dimensions + dimension;
    return (double) weight
        * Math.max(0f, Math.max(value - boxes[low + dimensions], boxes[low] - value));
  }

  private double extent(int node, float[] weights) {
    int low = 2 * node * dimensions;
    double extent = 0;
    for (int i = 0; i < dimensions; i++) {
      extent += (double) weights[i] * (boxes[low + dimensions + i] - boxes[low + i]);
    }
    return extent;
  }

  /** Adds to {@code shares} how much of the score is each dimension's doing. */
  int attribute(float[] point, float[] weights, double[] shares, double[] scratch) {
    int leaf = descend(point);
    Arrays.fill(scratch, 0, dimensions, 0);
    double distance = 0;
    for (int i = 0; i < dimensions; i++) {
      distance += distance(leaf, i, point, weights);
    }
    for (int i = 0; i < dimensions && distance > 0; i++) {
      scratch[i] = distance(leaf, i, point, weights) / distance / (depth + 1);
    }
    for (int level = depth - 1; level >= 0; level--) {
      double apart = probabilityOfSeparation(path[level], point, weights);
      if (apart == 0) {
        break;
      }
      attribute(path[level], point, weights, apart, 1.0 / (level + 1), scratch);
    }
    for (int i = 0; i < dimensions; i++) {
      shares[i] += scratch[i];
    }
    return leaf;
  }

  /** Weighted, in double precision, as weights and differences may both be huge. */
  private double distance(int leaf, int dimension, float[] point, float[] weights) {
    double difference = (double) point[dimension] - points[leaf * dimensions + dimension];
    return weights[dimension] * Math.abs(difference);
  }

  private void attribute(
      int node, float[] point, float[] weights, double apart, double unseen, double[] into) {
    double outside = outside(node, point, weights);
    if (outside == 0) {
      return; // What seemed to be outside was rounding.
    }
    for (int i = 0; i < dimensions; i++) {
      double part = gap(node, i, point[i], weights[i]) / outside;
      into[i] = part * apart * unseen + (1 - apart) * into[i];
    }
  }

  /** A value of the point at a leaf. */
  float value(int leaf, int dimension) {
    return points[leaf * dimensions + dimension];
  }

  private int descend(float[] point) {
    int node = root;
    int steps = 0;
    while (node >= 0) {
      path[steps++] = node;
      node = child(node, point);
    }
    depth = steps;
    reached = ~node;
    return reached;
  }

  /** Goes down some trees in step: while one waits for memory the others go on. */
  private static void descend(CutTree[] trees, int from, int to, float[] point) {
    if (to - from < IN_STEP) {
      for (int i = from; i < to; i++) {
        trees[i].descend(point);
      }
      return;
    }
    CutTree a = trees[from];
    CutTree b = trees[from + 1];
    CutTree c = trees[from + 2];
    CutTree d = trees[from + 3];
    CutTree e = trees[from + 4];
    int inA = a.start();
    int inB = b.start();
    int inC = c.start();
    int inD = d.start();
    int inE = e.start();
    // Leaves are negative: one that is not is left in all of them together.
    while ((inA & inB & inC & inD & inE) >= 0) {
      inA = a.step(inA, point);
      inB = b.step(inB, point);
      inC = c.step(inC, point);
      inD = d.step(inD, point);
      inE = e.step(inE, point);
    }
  }

  private int start() {
    depth = 0;
    reached = ~root;
    return root;
  }

  private int step(int node, float[] point) {
    if (node < 0) {
      return node;
    }
    path[depth++] = node;
    int next = child(node, point);
    reached = ~next;
    return next;
  }

  private int child(int node, float[] point) {
    int at = LINKS * node;
    boolean isLeft = point[links[at + DIMENSION]] <= Float.intBitsToFloat(links[at + CUT]);
    return links[at + (isLeft ? 0 : RIGHT)];
  }

  private boolean isAt(int leaf, float[] point) {
    int at = leaf * dimensions;
    for (int i = 0; i < dimensions; i++) {
      if (points[at + i] != point[i]) {
        return false;
      }
    }
    return true;
  }

  // ---- Coming and going.

  /**
   * Takes a point in; there must be room.
   *
   * @param random what is drawn is drawn from this
   * @return its leaf
   */
  int insert(float[] point, float[] weights, long random) {
    size++;
    if (root == NONE) {
      root = ~newLeaf(point);
      return ~root;
    }
    int parent = NONE;
    int node = root;
    long draw = random;
    while (node >= 0) {
      double extent = extents[node];
      double outside = roughlyOutside(node, point, weights);
      if (!(outside > NEAR * extent && outside < FARTHEST)) {
        extent = extent(node, weights);
        outside = outside(node, point, weights);
      }
      if (outside > 0) {
        draw = SplitMix64.mix(draw + 1);
        double place = unit(draw) * (extent + outside);
        if (place < outside && cutOff(node, point, weights, place)) {
          break;
        }
        extend(node, point, weights);
      }
      parent = node;
      node = child(node, point);
    }
    if (node < 0) {
      if (isAt(~node, point)) {
        count[~node]++;
        return ~node;
      }
      drawBetween(~node, point, weights, unit(SplitMix64.mix(draw + 1)));
    }
    int leaf = newLeaf(point);
    splice(parent, node, leaf, point, weights);
    return leaf;
  }

  /** A number in [0, 1) of random bits. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /**
   * Draws the cut at {@code place} along the gaps between the node's box and a point; false if
   * there are none.
   */
  private boolean cutOff(int node, float[] point, float[] weights, double place) {
    boolean found = false;
    double left = place;
    for (int i = 0; i < dimensions; i++) {
      double gap = gap(node, i, point[i], weights[i]);
      if (gap > 0) {
        // The last gap stays drawn if rounding leads past all of them.
        found = true;
        drawnDimension = i;
        drawnCut = cut(node, i, point[i], (float) (left / weights[i]));
        if (left < gap) {
          return true;
        }
        left -= gap;
      }
    }
    return found;
  }

  /** A cut so far into the gap between the node's box and a value. */
  private float cut(int node, int dimension, float value, float into) {
    float lowest = boxes[2 * node * dimensions + dimension];
    float highest = boxes[(2 * node + 1) * dimensions + dimension];
    boolean isAbove = value > highest;
    float near = isAbove ? highest : value;
    float far = isAbove ? value : lowest;
    float at = near + into;
    return at < far ? at : near;
  }

  /** Draws a cut between two points that differ. */
  private void drawBetween(int leaf, float[] point, float[] weights, double unit) {
    int at = leaf * dimensions;
    double range = 0;
    for (int i = 0; i < dimensions; i++) {
      range += distance(leaf, i, point, weights);
    }
    double left = range * unit;
    for (int i = 0; i < dimensions; i++) {
      float lowest = Math.min(points[at + i], point[i]);
      float highest = Math.max(points[at + i], point[i]);
      double extent = distance(leaf, i, point, weights);
      if (highest > lowest) {
        // The last that differs stays drawn if rounding leads past all of them.
        drawnDimension = i;
        float drawn = (float) (lowest + left / weights[i]);
        drawnCut = drawn < highest ? Math.max(drawn, lowest) : lowest;
        if (left < extent) {
          return;
        }
      }
      left -= extent;
    }
  }

  private int newLeaf(float[] point) {
    int leaf = freeSlots[slots++];
    count[leaf] = 1;
    System.arraycopy(point, 0, points, leaf * dimensions, dimensions);
    return leaf;
  }

  /** Puts the drawn cut above {@code below}, with the leaf on its other side. */
  private void splice(int parent, int below, int leaf, float[] point, float[] weights) {
    int node = freeNodes[nodes++];
    boolean isLeft = point[drawnDimension] <= drawnCut;
    link(node, isLeft ? ~leaf : below, isLeft ? below : ~leaf, drawnDimension, drawnCut);
    bound(node, weights);
    if (parent == NONE) {
      root = node;
    } else {
      replaceChild(parent, below, node);
    }
  }

  private void link(int node, int left, int right, int dimension, float cut) {
    links[LINKS * node] = left;
    links[LINKS * node + RIGHT] = right;
    links[LINKS * node + DIMENSION] = dimension;
    links[LINKS * node + CUT] = Float.floatToRawIntBits(cut);
  }

  private void replaceChild(int node, int child, int by) {
    links[LINKS * node + (links[LINKS * node] == child ? 0 : RIGHT)] = by;
  }

  /** Lets one point of a leaf go. */
  void delete(int leaf, float[] weights, float[] scratch) {
    size--;
    if (--count[leaf] > 0) {
      return;
    }
    System.arraycopy(points, leaf * dimensions, scratch, 0, dimensions);
    descend(scratch);
    freeSlots[--slots] = (short) leaf;
    if (depth == 0) {
      root = NONE;
      return;
    }
    int parent = path[depth - 1];
    int sibling = links[LINKS * parent + (links[LINKS * parent] == ~leaf ? RIGHT : 0)];
    freeNodes[--nodes] = (short) parent;
    if (depth == 1) {
      root = sibling;
      return;
    }
    replaceChild(path[depth - 2], parent, sibling);
    for (int level = depth - 2; level >= 0 && touches(path[level], scratch); level--) {
      bound(path[level], weights);
    }
  }

  // ---- Boxes.

  private void extend(int node, float[] point, float[] weights) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    float extent = 0;
    for (int i = 0; i < dimensions; i++) {
      float lowest = Math.min(boxes[low + i], point[i]);
      float highest = Math.max(boxes[high + i], point[i]);
      boxes[low + i] = lowest;
      boxes[high + i] = highest;
      extent += weights[i] * (highest - lowest);
    }
    extents[node] = extent;
  }

  private void measure(int node, float[] weights) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    float extent = 0;
    for (int i = 0; i < dimensions; i++) {
      extent += weights[i] * (boxes[high + i] - boxes[low + i]);
    }
    extents[node] = extent;
  }

  /** Takes note of other weights. */
  void weigh(float[] weights) {
    // Also nodes that are not in use: they are measured again before they are.
    for (int node = 0; node < capacity; node++) {
      measure(node, weights);
    }
  }

  private boolean touches(int node, float[] point) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    for (int i = 0; i < dimensions; i++) {
      if (point[i] == boxes[low + i] || point[i] == boxes[high + i]) {
        return true;
      }
    }
    return false;
  }

  private void bound(int node, float[] weights) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    int one = links[LINKS * node];
    int other = links[LINKS * node + RIGHT];
    // A leaf is its own box.
    float[] ones = one >= 0 ? boxes : points;
    float[] others = other >= 0 ? boxes : points;
    int lowOne = one >= 0 ? 2 * one * dimensions : ~one * dimensions;
    int lowOther = other >= 0 ? 2 * other * dimensions : ~other * dimensions;
    int highOne = one >= 0 ? lowOne + dimensions : lowOne;
    int highOther = other >= 0 ? lowOther + dimensions : lowOther;
    float extent = 0;
    for (int i = 0; i < dimensions; i++) {
      float lowest = Math.min(ones[lowOne + i], others[lowOther + i]);
      float highest = Math.max(ones[highOne + i], others[highOther + i]);
      boxes[low + i] = lowest;
      boxes[high + i] = highest;
      extent += weights[i] * (highest - lowest);
    }
    extents[node] = extent;
  }

  // ---- State: everything but the boxes and their extents, which follow.

  void write(StateWriter out) {
    out.putInt(root).putInt(size).putInt(nodes).putInt(slots);
    out.putFloats(points, 0, points.length).putShorts(count, 0, capacity);
    out.putInts(links, 0, links.length);
    out.putShorts(freeNodes, 0, capacity).putShorts(freeSlots, 0, capacity);
  }

  /** Takes over what {@link #write} wrote. */
  void read(StateReader in, float[] weights) {
    root = in.getInt();
    size = in.getInt(0, capacity);
    nodes = in.getInt(0, capacity);
    slots = in.getInt(0, capacity);
    in.getFloats(points, 0, points.length);
    in.getShorts(count, 0, capacity);
    in.getInts(links, 0, links.length);
    in.getShorts(freeNodes, 0, capacity);
    in.getShorts(freeSlots, 0, capacity);
    int found = root == NONE ? 0 : boundAll(root, 0, weights);
    if (found != nodes) {
      throw new StateMismatchException("a tree of %d nodes has %d".formatted(nodes, found));
    }
  }

  /** Makes the boxes of a subtree; returns how many inner nodes it has. */
  private int boundAll(int node, int above, float[] weights) {
    if (node < 0 && ~node < capacity) {
      return 0;
    }
    int at = LINKS * node;
    if (node < 0
        || node >= capacity
        || above >= capacity
        || links[at + DIMENSION] < 0
        || links[at + DIMENSION] >= dimensions) {
      throw new StateMismatchException("a tree leads to node %d".formatted(node));
    }
    int below =
        boundAll(links[at], above + 1, weights) + boundAll(links[at + RIGHT], above + 1, weights);
    bound(node, weights);
    return below + 1;
  }
}
