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
   * all upper ones. Points at or below the cut are left.
   */

  private static final int NONE = Integer.MIN_VALUE;

  private final int capacity;
  private final int dimensions;
  private final float[] points;
  private final short[] count;
  private final short[] left;
  private final short[] right;
  private final short[] cutDimension;
  private final float[] cut;
  private final float[] boxes;
  private final short[] freeNodes;
  private final short[] freeSlots;
  private int nodes;
  private int slots;
  private int size;
  private int root = NONE;

  /** The displacement of an ordinary point: the depth of a balanced tree. */
  private double unit;

  /** What was found by the last descent, and the cut drawn last. */
  private final int[] path;

  private int depth;
  private int drawnDimension;
  private float drawnCut;

  CutTree(int capacity, int dimensions) {
    this.capacity = capacity;
    this.dimensions = dimensions;
    points = new float[capacity * dimensions];
    count = new short[capacity];
    left = new short[capacity];
    right = new short[capacity];
    cutDimension = new short[capacity];
    cut = new float[capacity];
    boxes = new float[2 * capacity * dimensions];
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
   * How much the point would change the tree: its expected displacement, about 1 for an ordinary
   * point, whatever the number of points. The tree must not be empty.
   */
  double score(float[] point, double[] weights) {
    int leaf = descend(point);
    if (isAt(leaf, point)) {
      double damped = 1 - count[leaf] / (2.0 * size);
      return damped / (depth + binaryLogarithm(count[leaf] + 1)) * unit;
    }
    double score = 1.0 / (depth + 1);
    for (int level = depth - 1; level >= 0; level--) {
      double apart = probabilityOfSeparation(path[level], point, weights);
      if (apart == 0) {
        break;
      }
      score = apart / (level + 1) + (1 - apart) * score;
    }
    return score * unit;
  }

  private static double binaryLogarithm(int value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }

  private void resize(int points) {
    size = points;
    unit = binaryLogarithm(points + 1);
  }

  private double probabilityOfSeparation(int node, float[] point, double[] weights) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    double outside = 0;
    double range = 0;
    for (int i = 0; i < dimensions; i++) {
      float value = point[i];
      float lowest = boxes[low + i];
      float highest = boxes[high + i];
      range += weights[i] * (highest - lowest);
      outside += weights[i] * Math.max(0f, Math.max(value - highest, lowest - value));
    }
    return outside == 0 ? 0 : outside / (range + outside);
  }

  /** Adds to {@code shares} how much of the score is each dimension's doing. */
  int attribute(float[] point, double[] weights, double[] shares, double[] scratch) {
    int leaf = descend(point);
    Arrays.fill(scratch, 0, dimensions, 0);
    double distance = 0;
    for (int i = 0; i < dimensions; i++) {
      distance += weights[i] * Math.abs(point[i] - points[leaf * dimensions + i]);
    }
    for (int i = 0; i < dimensions && distance > 0; i++) {
      double part = weights[i] * Math.abs(point[i] - points[leaf * dimensions + i]) / distance;
      scratch[i] = part / (depth + 1);
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

  private void attribute(
      int node, float[] point, double[] weights, double apart, double unseen, double[] into) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    double outside = 0;
    for (int i = 0; i < dimensions; i++) {
      outside += weights[i] * outside(point[i], boxes[low + i], boxes[high + i]);
    }
    for (int i = 0; i < dimensions; i++) {
      double part = weights[i] * outside(point[i], boxes[low + i], boxes[high + i]) / outside;
      into[i] = part * apart * unseen + (1 - apart) * into[i];
    }
  }

  private static double outside(float value, float lowest, float highest) {
    return Math.max(0f, Math.max(value - highest, lowest - value));
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
      node = point[cutDimension[node]] <= cut[node] ? left[node] : right[node];
    }
    depth = steps;
    return ~node;
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
  int insert(float[] point, double[] weights, long random) {
    resize(size + 1);
    if (root == NONE) {
      root = ~newLeaf(point);
      return ~root;
    }
    int parent = NONE;
    int node = root;
    long draw = random;
    while (node >= 0) {
      double range = extendedRange(node, point, weights);
      if (range > 0) {
        draw = SplitMix64.mix(draw + 1);
        if (draw(node, point, weights, range * unit(draw))) {
          break;
        }
        extend(node, point);
      }
      parent = node;
      node = point[cutDimension[node]] <= cut[node] ? left[node] : right[node];
    }
    if (node < 0) {
      if (isAt(~node, point)) {
        count[~node]++;
        return ~node;
      }
      drawBetween(~node, point, weights, unit(SplitMix64.mix(draw + 1)));
    }
    int leaf = newLeaf(point);
    splice(parent, node, leaf, point);
    return leaf;
  }

  /** A number in [0, 1) of random bits. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /** Weighted extent of the node's box once it holds the point; 0 if it does already. */
  private double extendedRange(int node, float[] point, double[] weights) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    double range = 0;
    boolean inside = true;
    for (int i = 0; i < dimensions; i++) {
      float value = point[i];
      float lowest = Math.min(boxes[low + i], value);
      float highest = Math.max(boxes[high + i], value);
      inside &= lowest == boxes[low + i] && highest == boxes[high + i];
      range += weights[i] * (highest - lowest);
    }
    return inside ? 0 : range;
  }

  /** Finds the cut at {@code place} along the box and the point; whether it parts the two. */
  private boolean draw(int node, float[] point, double[] weights, double place) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    double left = place;
    for (int i = 0; i < dimensions; i++) {
      float lowest = Math.min(boxes[low + i], point[i]);
      float highest = Math.max(boxes[high + i], point[i]);
      double extent = weights[i] * (highest - lowest);
      if (left < extent) {
        drawnDimension = i;
        return parts(
            boxes[low + i], boxes[high + i], point[i], (float) (lowest + left / weights[i]));
      }
      left -= extent;
    }
    return false;
  }

  /** Whether a cut parts a point from a range; then it is the cut drawn. */
  private boolean parts(float lowest, float highest, float value, float at) {
    if (value > highest && at >= highest) {
      drawnCut = at < value ? at : highest;
      return true;
    }
    if (value < lowest && at < lowest) {
      drawnCut = Math.max(at, value);
      return true;
    }
    return false;
  }

  /** Draws a cut between two points that differ. */
  private void drawBetween(int leaf, float[] point, double[] weights, double unit) {
    int at = leaf * dimensions;
    double range = 0;
    for (int i = 0; i < dimensions; i++) {
      range += weights[i] * Math.abs(point[i] - points[at + i]);
    }
    double left = range * unit;
    for (int i = 0; i < dimensions; i++) {
      float lowest = Math.min(points[at + i], point[i]);
      float highest = Math.max(points[at + i], point[i]);
      double extent = weights[i] * (highest - lowest);
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
  private void splice(int parent, int below, int leaf, float[] point) {
    int node = freeNodes[nodes++];
    cutDimension[node] = (short) drawnDimension;
    cut[node] = drawnCut;
    boolean isLeft = point[drawnDimension] <= drawnCut;
    left[node] = (short) (isLeft ? ~leaf : below);
    right[node] = (short) (isLeft ? below : ~leaf);
    bound(node);
    if (parent == NONE) {
      root = node;
    } else if (point[cutDimension[parent]] <= cut[parent]) {
      left[parent] = (short) node;
    } else {
      right[parent] = (short) node;
    }
  }

  /** Lets one point of a leaf go. */
  void delete(int leaf, float[] scratch) {
    resize(size - 1);
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
    int sibling = left[parent] == ~leaf ? right[parent] : left[parent];
    freeNodes[--nodes] = (short) parent;
    if (depth == 1) {
      root = sibling;
      return;
    }
    int above = path[depth - 2];
    if (left[above] == parent) {
      left[above] = (short) sibling;
    } else {
      right[above] = (short) sibling;
    }
    for (int level = depth - 2; level >= 0 && touches(path[level], scratch); level--) {
      bound(path[level]);
    }
  }

  // ---- Boxes.

  private void extend(int node, float[] point) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    for (int i = 0; i < dimensions; i++) {
      boxes[low + i] = Math.min(boxes[low + i], point[i]);
      boxes[high + i] = Math.max(boxes[high + i], point[i]);
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

  private void bound(int node) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    int one = left[node];
    int other = right[node];
    for (int i = 0; i < dimensions; i++) {
      boxes[low + i] = Math.min(lowest(one, i), lowest(other, i));
      boxes[high + i] = Math.max(highest(one, i), highest(other, i));
    }
  }

  private float lowest(int node, int dimension) {
    return node >= 0
        ? boxes[2 * node * dimensions + dimension]
        : points[~node * dimensions + dimension];
  }

  private float highest(int node, int dimension) {
    return node >= 0
        ? boxes[(2 * node + 1) * dimensions + dimension]
        : points[~node * dimensions + dimension];
  }

  // ---- State: everything but the boxes, which follow.

  void write(StateWriter out) {
    out.putInt(root).putInt(size).putInt(nodes).putInt(slots);
    out.putFloats(points, 0, points.length).putShorts(count, 0, capacity);
    out.putShorts(left, 0, capacity).putShorts(right, 0, capacity);
    out.putShorts(cutDimension, 0, capacity).putFloats(cut, 0, capacity);
    out.putShorts(freeNodes, 0, capacity).putShorts(freeSlots, 0, capacity);
  }

  void read(StateReader in) {
    root = in.getInt();
    resize(in.getInt(0, capacity));
    nodes = in.getInt(0, capacity);
    slots = in.getInt(0, capacity);
    in.getFloats(points, 0, points.length);
    in.getShorts(count, 0, capacity);
    in.getShorts(left, 0, capacity);
    in.getShorts(right, 0, capacity);
    in.getShorts(cutDimension, 0, capacity);
    in.getFloats(cut, 0, capacity);
    in.getShorts(freeNodes, 0, capacity);
    in.getShorts(freeSlots, 0, capacity);
    int found = root == NONE ? 0 : boundAll(root, 0);
    if (found != nodes) {
      throw new StateMismatchException("a tree of %d nodes has %d".formatted(nodes, found));
    }
  }

  /** Makes the boxes of a subtree; returns how many inner nodes it has. */
  private int boundAll(int node, int above) {
    if (node < 0 && ~node < capacity) {
      return 0;
    }
    if (node < 0 || node >= capacity || above >= capacity || cutDimension[node] >= dimensions) {
      throw new StateMismatchException("a tree leads to node %d".formatted(node));
    }
    int below = boundAll(left[node], above + 1) + boundAll(right[node], above + 1);
    bound(node);
    return below + 1;
  }
}
