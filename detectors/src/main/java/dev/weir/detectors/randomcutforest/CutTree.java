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
   * several times. Points at or below the cut are left. The way down needs of a node both children,
   * the dimension and the bits of the cut: they stand together.
   *
   * Boxes only grow on the way up from a leaf: from the first on that holds a point, all do.
   */

  private static final int NONE = Integer.MIN_VALUE;

  /** Parent of a node or leaf that was not met yet, while a tree is read. */
  private static final int UNSEEN = Integer.MAX_VALUE;

  private static final int LINKS = 4;
  private static final int RIGHT = 1;
  private static final int DIMENSION = 2;
  private static final int CUT = 3;

  /** Up to so much more than the extent is rounding, with few dimensions. */
  private static final float WITHIN = 1.000002f;

  /** Distances beyond are measured in double precision, as single precision may overflow. */
  static final float FARTHEST = 1e37f;

  private final int capacity;
  private final int dimensions;
  private final int[] parents;
  private final int[] leafParents;
  private final int[] links;
  private final Leaves leaves;
  private final Boxes boxes;
  private final CutScore scores;
  private final DrawnCut drawn;
  private final short[] freeNodes;
  private int nodes;
  private int size;
  private int root = NONE;

  CutTree(int capacity, int dimensions) {
    this.capacity = capacity;
    this.dimensions = dimensions;
    leaves = new Leaves(capacity, dimensions);
    boxes = new Boxes(capacity, dimensions, leaves.points());
    scores = new CutScore(dimensions, leaves, boxes);
    drawn = new DrawnCut(dimensions, leaves, boxes);
    parents = new int[capacity];
    leafParents = new int[capacity];
    links = new int[LINKS * capacity];
    freeNodes = new short[capacity];
    for (short i = 0; i < capacity; i++) {
      freeNodes[i] = i;
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
   * How much a point would change this tree, which must not be empty; see {@link CutScore}.
   *
   * @param way of the point, already gone
   */
  double score(Descent way, float[] weights) {
    return scores.score(way, weights, size);
  }

  /**
   * Adds to {@code shares} the part of each dimension in the score.
   *
   * @param way of the point, already gone
   */
  void attribute(Descent way, float[] weights, double[] shares) {
    scores.attribute(way, weights, shares);
  }

  /** A value of the point at a leaf. */
  float value(int leaf, int dimension) {
    return leaves.value(leaf, dimension);
  }

  // ---- Coming and going.

  /**
   * Takes a point in; there must be room.
   *
   * @param random bits from which cuts are drawn
   * @param way scratch
   * @return its leaf
   */
  int insert(float[] point, float[] weights, long random, Descent way) {
    size++;
    if (root == NONE) {
      root = ~leaves.add(point);
      setParent(root, NONE);
      return ~root;
    }
    way.begin(this, point);
    way.go();
    if (leaves.isAt(way.leaf, point)) {
      leaves.repeat(way.leaf);
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
      if (place < outside && drawn.outside(node, point, weights, place)) {
        return splice(node, point, weights);
      }
      boxes.extend(node, point, weights);
    }
    drawn.between(way.leaf, point, weights, unit(SplitMix64.mix(draw + 1)));
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
   * Puts the drawn cut above a node or leaf, and the point on its other side.
   *
   * @return the point's leaf
   */
  private int splice(int below, float[] point, float[] weights) {
    int leaf = leaves.add(point);
    int node = freeNodes[nodes++];
    boolean isLeft = point[drawn.dimension()] <= drawn.value();
    link(node, isLeft ? ~leaf : below, isLeft ? below : ~leaf, drawn.dimension(), drawn.value());
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
    if (!leaves.remove(leaf)) {
      return;
    }
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
    out.putInt(root).putInt(size).putInt(nodes).putInt(leaves.used());
    float[] points = leaves.points();
    out.putFloats(points, 0, points.length).putShorts(leaves.counts(), 0, capacity);
    out.putInts(links, 0, links.length);
    out.putShorts(freeNodes, 0, capacity).putShorts(leaves.order(), 0, capacity);
  }

  /** Takes over what {@link #write} wrote. */
  void read(StateReader in, float[] weights) {
    root = in.getInt();
    size = in.getInt(0, capacity);
    nodes = in.getInt(0, capacity);
    leaves.used(in.getInt(0, capacity));
    in.getFloats(leaves.points(), 0, leaves.points().length);
    in.getShorts(leaves.counts(), 0, capacity);
    in.getInts(links, 0, links.length);
    in.getShorts(freeNodes, 0, capacity);
    in.getShorts(leaves.order(), 0, capacity);
    Arrays.fill(parents, UNSEEN);
    Arrays.fill(leafParents, UNSEEN);
    int found = root == NONE ? 0 : boundAll(root, NONE, weights);
    if (found != nodes) {
      throw new StateMismatchException("a tree of %d nodes has %d".formatted(nodes, found));
    }
    for (int i = nodes; i < capacity; i++) {
      see(parents, freeNodes[i], NONE);
    }
    for (int i = leaves.used(); i < capacity; i++) {
      see(leafParents, leaves.order()[i], NONE);
    }
  }

  /** Whether it holds the points that a sample says, each as often. */
  boolean holds(Reservoir sample) {
    return sample.size() == size && leaves.areThoseOf(sample);
  }

  /** Notes the parent of a node or leaf that must not have been met before. */
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
