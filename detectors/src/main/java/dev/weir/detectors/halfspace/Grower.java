package dev.weir.detectors.halfspace;

import dev.weir.detectors.SplitMix64;
import java.util.Arrays;

/**
 * Grows trees over a window: nodes with the number of points in them, each halved along a feature
 * that is drawn.
 */
final class Grower {

  /*
   * What is random is a function of the seed, the node's place in the whole tree and the feature, so
   * that a tree is the same whenever it is grown from the same window.
   *
   * As the space is wider than the window, many cuts miss the window in their feature: each second
   * cut along a feature, and more. A point within the window's extent in all features is on the same
   * side of such a cut as all of the window. So each tree grows twice, in full and without these
   * cuts: the inner tree, for such points.
   *
   * The points of a node are a set of bits. Those below a cut are found once while the cut is asked
   * for again, as the first along a feature is in many nodes; each node then takes a few words.
   */

  /** Cuts are kept only within the window's extent, above 0. */
  private static final int NO_CUT = 0;

  private static final double[] NOTHING = {};

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final HalfSpaceTrees detector;
  private final int features;

  /** Of how many features cuts are drawn: the first ones, if they are more than a node can say. */
  private final int drawn;

  private final Space space;
  private final Forest full;
  private final Forest inner;

  /** Long words that hold a bit for each point. */
  private final int words;

  /** The points of the nodes on the way down, one set after the other. */
  private final long[] sets;

  /** How many points these are. */
  private final int[] counts;

  /** For each feature the points below the cut that was asked for last, and that cut. */
  private final long[] sides;

  private final int[] cuts;

  /** Keys of the window, one feature after the other. */
  private double[] columns = NOTHING;

  private long seed;

  Grower(HalfSpaceTrees detector, Space space, Forest full, Forest inner) {
    this.detector = detector;
    this.features = space.low.length;
    this.drawn = Math.min(features, Forest.FEATURES);
    this.space = space;
    this.full = full;
    this.inner = inner;
    words = wordsOf(detector.window());
    sets = new long[words * (detector.depth() + 1)];
    counts = new int[detector.depth() + 1];
    sides = new long[words * features];
    cuts = new int[features];
  }

  /** How many long words hold a bit for each of so many points. */
  static int wordsOf(int points) {
    return (points + Long.SIZE - 1) / Long.SIZE;
  }

  /**
   * Grows all trees over the window that the space has measured.
   *
   * @param scratch as large as the window; overwritten
   */
  void grow(double[] window, double[] scratch, long[] seeds) {
    int count = detector.window();
    columns = scratch;
    for (int i = 0; i < features; i++) {
      for (int k = 0; k < count; k++) {
        columns[i * count + k] = space.key(i, window[k * features + i]);
      }
    }
    full.clear();
    inner.clear();
    Arrays.fill(cuts, NO_CUT);
    Arrays.fill(sets, 0, words, -1L);
    sets[words - 1] = -1L >>> -count;
    for (int i = 0; i < seeds.length; i++) {
      seed = seeds[i];
      space.place(seed);
      counts[0] = count;
      grow(full.root(i), inner.root(i), 1, 0);
    }
    // A model that was restored lent an array of its own, to be freed.
    columns = NOTHING;
  }

  /**
   * Grows what is below a node.
   *
   * @param place of the node in the whole tree, whose root has 1
   * @param level of its set of points
   */
  private void grow(int node, int innerNode, long place, int level) {
    int count = counts[level];
    int depth = Long.SIZE - 1 - Long.numberOfLeadingZeros(place);
    if (depth == detector.depth() || count <= detector.crowd()) {
      full.end(node, count, depth);
      inner.end(innerNode, count, depth);
      return;
    }
    int along = (int) Math.floorMod(SplitMix64.mix(seed + place * GAMMA), (long) drawn);
    int cut = space.middle(along);
    int upper = full.cut(node, along, cut);
    full.descend();
    if (cut <= 0) {
      full.end(upper + 1, 0, depth + 1);
      int kept = space.low[along];
      space.low[along] = cut;
      grow(upper, innerNode, 2 * place + 1, level);
      space.low[along] = kept;
    } else if (cut >= Space.EXTENT) {
      full.end(upper, 0, depth + 1);
      int kept = space.high[along];
      space.high[along] = cut;
      grow(upper + 1, innerNode, 2 * place, level);
      space.high[along] = kept;
    } else {
      int innerUpper = inner.cut(innerNode, along, cut);
      inner.descend();
      keepBelow(level, along, cut);
      int below = counts[level + 1];
      int kept = space.high[along];
      space.high[along] = cut;
      grow(upper + 1, innerUpper + 1, 2 * place, level + 1);
      space.high[along] = kept;
      keepOthers(level);
      counts[level + 1] = count - below;
      kept = space.low[along];
      space.low[along] = cut;
      grow(upper, innerUpper, 2 * place + 1, level + 1);
      space.low[along] = kept;
      inner.ascend();
    }
    full.ascend();
  }

  /** Makes the next set that of the points of this one below the cut. */
  private void keepBelow(int level, int along, int cut) {
    int set = level * words;
    int side = along * words;
    if (cuts[along] != cut) {
      cuts[along] = cut;
      findBelow(along, cut);
    }
    int count = 0;
    for (int i = 0; i < words; i++) {
      long kept = sets[set + i] & sides[side + i];
      sets[set + words + i] = kept;
      count += Long.bitCount(kept);
    }
    counts[level + 1] = count;
  }

  /** Makes the next set that of the points of this one that it does not hold. */
  private void keepOthers(int level) {
    for (int i = level * words; i < (level + 1) * words; i++) {
      sets[i + words] ^= sets[i];
    }
  }

  private void findBelow(int along, double cut) {
    double[] keys = columns;
    int from = along * detector.window();
    int end = from + detector.window();
    for (int i = 0; i < words; i++) {
      long bits = 0;
      int to = Math.min(from + Long.SIZE, end);
      for (int k = to - 1; k >= from; k--) {
        // The sign, as nobody could predict a branch.
        bits = 2 * bits + (Double.doubleToRawLongBits(keys[k] - cut) >>> 63);
      }
      sides[along * words + i] = bits;
      from = to;
    }
  }
}
