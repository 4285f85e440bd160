package dev.weir.detectors.randomcutforest;

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
 */
final class CutTree {

  /*
   * Inner nodes are numbered from 0, leaves as ~slot. A leaf is a point, with a count if it came
   * several times. Points at or below the cut are left. What the way down needs of a node stands
   * together: both children, the dimension and the bits of the cut.
   *
   * Boxes only grow on the way up from a leaf: from the first on that holds a point, all do.
   */

  private static final int NONE = Integer.MIN_VALUE;

  /** In place of a parent, while a tree is read, of what was not met yet. */
  private static final int UNSEEN = Integer.MAX_VALUE;

  private static final int LINKS = 4;
  private static final int RIGHT = 1;
  private static final int DIMENSION = 2;
  private static final int CUT = 3;

  /** A score passes over what is outside by up to a thousandth of the extent. */
  private static final float NEARLY_WITHIN = 1.002f;

  /** Up to so much more than the extent is rounding, with few dimensions. */
  private static final float WITHIN = 1.000002f;

  /** Beyond, single precision may have ended: what is farther off is measured in double. */
  private static final float FARTHEST = 1e37f;

  /** Products of extents within these are numbers with all their digits. */
  private static final double SMALLEST = 1e-150;

  private static final double LARGEST = 1e150;

  private final int capacity;
  private final int dimensions;
  private final float[] points;
  private final short[] count;
  private final int[] parents;
  private final int[] leafParents;
  private final int[] links;
  private final Boxes boxes;
  private final short[] freeNodes;
  private final short[] freeSlots;
  private int nodes;
  private int slots;
  private int size;
  private int root = NONE;

  /** The {@link #ordinary} displacement at a size, which is asked for many times. */
  private double ordinary;

  private int ordinarySize;
  private int drawnDimension;
  private float drawnCut;

  CutTree(int capacity, int dimensions) {
    this.capacity = capacity;
    this.dimensions = dimensions;
    points = new float[capacity * dimensions];
    boxes = new Boxes(capacity, dimensions, points);
    count = new short[capacity];
    parents = new int[capacity];
    leafParents = new int[capacity];
    links = new int[LINKS * capacity];
    freeNodes = new short[capacity];
    freeSlots = new short[capacity];
    for (short i = 0; i < capacity; i++) {
      freeNodes[i] = i;
      freeSlots[i] = i;
    }
  }

  int capacity() {
    return capacity;
  }

  int dimensions() {
    return dimensions;
  }

  int root() {
    return root;
  }

  int child(int node, float[] point) {
    int at = LINKS * node;
    boolean isLeft = point[links[at + DIMENSION]] <= Float.intBitsToFloat(links[at + CUT]);
    return links[at + (isLeft ? 0 : RIGHT)];
  }

  // ---- Scoring.

  /**
   * How much a point would change this tree, which must not be empty: its expected displacement,
   * about 1 for an ordinary point, whatever the number of points.
   *
   * @param way of the point, already gone
   */
  double score(Descent way, float[] weights) {
    // A fraction, so that no level waits for a division of the one below.
    double over = 1;
    double under = way.depth + 1;
    int level = way.depth - 1;
    for (; level >= 0; level--) {
      int node = way.path[level];
      float toBounds = boxes.toBounds(node, way.point, weights);
      if (!(toBounds < FARTHEST)) {
        return exactScore(way, weights);
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
    if (level == way.depth - 1 && isAt(way.leaf, way.point)) {
      return scoreAt(way.leaf, way.depth);
    }
    return under > SMALLEST && under < LARGEST
        ? over / under * ordinary()
        : exactScore(way, weights);
  }

  /** The same level by level in double precision, down to the last thousandth. */
  private double exactScore(Descent way, float[] weights) {
    if (isAt(way.leaf, way.point)) {
      return scoreAt(way.leaf, way.depth);
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
    return score * ordinary();
  }

  private double scoreAt(int leaf, int depth) {
    double damped = 1 - count[leaf] / (2.0 * size);
    return damped / (depth + binaryLogarithm(count[leaf] + 1)) * ordinary();
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

  /**
   * Adds to {@code shares} how much of the score is each dimension's doing.
   *
   * @param way of the point, already gone
   */
  void attribute(Descent way, float[] weights, double[] shares) {
    double distance = 0;
    for (int i = 0; i < dimensions; i++) {
      distance += distance(way.leaf, i, way.point, weights);
    }
    for (int i = 0; i < dimensions; i++) {
      double part = distance > 0 ? distance(way.leaf, i, way.point, weights) / distance : 0;
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

  /** Weighted, in double precision, as weights and differences may both be huge. */
  private double distance(int leaf, int dimension, float[] point, float[] weights) {
    double difference = (double) point[dimension] - points[leaf * dimensions + dimension];
    return weights[dimension] * Math.abs(difference);
  }

  /** A value of the point at a leaf. */
  float value(int leaf, int dimension) {
    return points[leaf * dimensions + dimension];
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
   * @param way scratch
   * @return its leaf
   */
  int insert(float[] point, float[] weights, long random, Descent way) {
    size++;
    if (root == NONE) {
      root = ~newLeaf(point);
      setParent(root, NONE);
      return ~root;
    }
    way.begin(this, point);
    way.go();
    if (isAt(way.leaf, point)) {
      count[way.leaf]++;
      return way.leaf;
    }
    long draw = random;
    for (int level = firstOutside(way, weights); level < way.depth; level++) {
      int node = way.path[level];
      double outside = way.outside[level];
      double extent = boxes.extent(node);
      if (!(extent < FARTHEST)) {
        extent = boxes.exactExtent(node, weights);
      }
      draw = SplitMix64.mix(draw + 1);
      double place = unit(draw) * (extent + outside);
      if (place < outside && drawOutside(node, point, weights, place)) {
        return splice(node, point, weights);
      }
      boxes.extend(node, point, weights);
    }
    drawBetween(way.leaf, point, weights, unit(SplitMix64.mix(draw + 1)));
    return splice(~way.leaf, point, weights);
  }

  /** The first level whose box the point seems outside of; notes how far, there and below. */
  private int firstOutside(Descent way, float[] weights) {
    int level = way.depth;
    while (level > 0) {
      int node = way.path[level - 1];
      float toBounds = boxes.toBounds(node, way.point, weights);
      double outside = ((double) toBounds - boxes.extent(node)) / 2;
      if (!(toBounds > WITHIN * boxes.extent(node) && toBounds < FARTHEST)) {
        outside = boxes.outside(node, way.point, weights);
      }
      if (outside == 0) {
        return level;
      }
      way.outside[--level] = outside;
    }
    return 0;
  }

  /** A number in [0, 1) of random bits. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /**
   * Draws the cut at {@code place} along the gaps between the node's box and a point; false if
   * there are none, as what seemed to be outside was rounding.
   */
  private boolean drawOutside(int node, float[] point, float[] weights, double place) {
    boolean found = false;
    double left = place;
    for (int i = 0; i < dimensions; i++) {
      double gap = boxes.gap(node, i, point[i], weights[i]);
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
    boolean isAbove = value > boxes.highest(node, dimension);
    float near = isAbove ? boxes.highest(node, dimension) : value;
    float far = isAbove ? value : boxes.lowest(node, dimension);
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

  /**
   * Puts the drawn cut above a node or leaf, and the point on its other side.
   *
   * @return the point's leaf
   */
  private int splice(int below, float[] point, float[] weights) {
    int leaf = newLeaf(point);
    int node = freeNodes[nodes++];
    boolean isLeft = point[drawnDimension] <= drawnCut;
    link(node, isLeft ? ~leaf : below, isLeft ? below : ~leaf, drawnDimension, drawnCut);
    boxes.unite(node, ~leaf, below, weights);
    putBelow(parent(below), below, node);
    setParent(~leaf, node);
    setParent(below, node);
    return leaf;
  }

  private int parent(int child) {
    return child >= 0 ? parents[child] : leafParents[~child];
  }

  private void link(int node, int left, int right, int dimension, float cut) {
    links[LINKS * node] = left;
    links[LINKS * node + RIGHT] = right;
    links[LINKS * node + DIMENSION] = dimension;
    links[LINKS * node + CUT] = Float.floatToRawIntBits(cut);
  }

  /** Puts a node or leaf in the place of another below a node, or at the root. */
  private void putBelow(int parent, int child, int by) {
    setParent(by, parent);
    if (parent == NONE) {
      root = by;
    } else {
      links[LINKS * parent + (links[LINKS * parent] == child ? 0 : RIGHT)] = by;
    }
  }

  private void setParent(int child, int parent) {
    if (child >= 0) {
      parents[child] = parent;
    } else {
      leafParents[~child] = parent;
    }
  }

  /** Lets one point of a leaf go. */
  void delete(int leaf, float[] weights) {
    size--;
    if (--count[leaf] > 0) {
      return;
    }
    freeSlots[--slots] = (short) leaf;
    int parent = parent(~leaf);
    if (parent == NONE) {
      root = NONE;
      return;
    }
    freeNodes[--nodes] = (short) parent;
    int sibling = links[LINKS * parent + (links[LINKS * parent] == ~leaf ? RIGHT : 0)];
    putBelow(parents[parent], parent, sibling);
    for (int node = parents[parent]; node != NONE && boxes.touches(node, leaf); ) {
      unite(node, weights);
      node = parents[node];
    }
  }

  private void unite(int node, float[] weights) {
    boxes.unite(node, links[LINKS * node], links[LINKS * node + RIGHT], weights);
  }

  /** Takes note of other weights. */
  void weigh(float[] weights) {
    boxes.weigh(weights);
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
    Arrays.fill(parents, UNSEEN);
    Arrays.fill(leafParents, UNSEEN);
    int found = root == NONE ? 0 : boundAll(root, NONE, weights);
    if (found != nodes) {
      throw new StateMismatchException("a tree of %d nodes has %d".formatted(nodes, found));
    }
    for (int i = nodes; i < capacity; i++) {
      see(parents, freeNodes[i], NONE);
    }
    for (int i = slots; i < capacity; i++) {
      see(leafParents, freeSlots[i], NONE);
    }
  }

  /** Whether it holds the points that a sample says, each as often. */
  boolean holds(Reservoir sample) {
    int[] left = new int[capacity];
    Arrays.setAll(left, i -> count[i]);
    for (int i = 0; i < sample.size(); i++) {
      int leaf = sample.leaf(i);
      if (leaf < 0 || leaf >= capacity || --left[leaf] < 0) {
        return false;
      }
    }
    return sample.size() == size && Arrays.stream(left).allMatch(more -> more == 0);
  }

  /** Notes the parent of what must not have been met before. */
  private static void see(int[] parents, int number, int parent) {
    if (number < 0 || number >= parents.length || parents[number] != UNSEEN) {
      throw new StateMismatchException("a tree leads to %d twice".formatted(number));
    }
    parents[number] = parent;
  }

  /** Makes parents and boxes of a subtree; returns how many inner nodes it has. */
  private int boundAll(int node, int parent, float[] weights) {
    if (node < 0) {
      see(leafParents, ~node, parent);
      return 0;
    }
    see(parents, node, parent);
    int at = LINKS * node;
    if (links[at + DIMENSION] < 0 || links[at + DIMENSION] >= dimensions) {
      throw new StateMismatchException("a tree cuts feature %d".formatted(links[at + DIMENSION]));
    }
    int below = boundAll(links[at], node, weights) + boundAll(links[at + RIGHT], node, weights);
    unite(node, weights);
    return below + 1;
  }
}
