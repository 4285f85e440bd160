package dev.weir.detectors.randomcutforest;

import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/** Trees of random cuts, each over a sample of its own of the points so far. */
final class CutForest {

  /*
   * A sample prefers recent points by exp(rate) a record, rate = 1 / (10 sample): about every tenth
   * record enters a tree. Weights of records grow for ever, so from time to time all keys are
   * scaled. Everything random is a function of the seed, the number of the record and of the tree.
   *
   * Several points at once are asked about, and offered, tree by tree: a tree fits the caches, and
   * a forest does not.
   */

  private static final double HORIZON = 10;
  private static final double HEAVY = 0x1p300;

  private final long seed;
  private final float[] weights;
  private final double growth;
  private final CutTree[] trees;
  private final Reservoir[] samples;
  private double weight = 1;

  private final Descent[] ways = new Descent[Descent.IN_STEP];

  /**
   * Trees that hold nothing.
   *
   * @param weights of the dimensions; {@link #weigh} is to be called when they change
   */
  CutForest(RandomCutForest detector, float[] weights, long seed) {
    this.seed = seed;
    this.weights = weights;
    growth = StrictMath.exp(1 / horizon(detector.sample()));
    trees = new CutTree[detector.trees()];
    Arrays.setAll(trees, i -> new CutTree(detector.sample(), weights.length));
    Arrays.setAll(ways, i -> new Descent(trees[0]));
    samples = new Reservoir[trees.length];
    Arrays.setAll(samples, i -> new Reservoir(detector.sample()));
  }

  /** Over how many records the weight of a record falls by e. */
  static double horizon(int sample) {
    return HORIZON * sample;
  }

  /** How much a point would change the trees: the mean over them. None must be empty. */
  double score(float[] point) {
    double sum = 0;
    for (int next = 0; next < trees.length; next += Descent.IN_STEP) {
      int count = Math.min(Descent.IN_STEP, trees.length - next);
      for (int i = 0; i < count; i++) {
        ways[i].begin(trees[next + i], point);
      }
      Descent.go(ways, count);
      for (int i = 0; i < count; i++) {
        sum += trees[next + i].score(ways[i], weights);
      }
    }
    return sum / trees.length;
  }

  /** Scores the first {@code count} of some points, each to the last bit as alone. */
  void score(float[][] points, int count, double[] scores) {
    Arrays.fill(scores, 0, count, 0);
    for (CutTree tree : trees) {
      for (int next = 0; next < count; next += Descent.IN_STEP) {
        int to = Math.min(next + Descent.IN_STEP, count);
        for (int i = next; i < to; i++) {
          ways[i - next].begin(tree, points[i]);
        }
        Descent.go(ways, to - next);
        for (int i = next; i < to; i++) {
          scores[i] += tree.score(ways[i - next], weights);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      scores[i] /= trees.length;
    }
  }

  /**
   * Offers points to the samples.
   *
   * @param from the first that counts; those before are records all the same
   * @param number of the record of the very first of them
   */
  void offer(float[][] points, int from, long number) {
    double last = weight;
    for (int tree = 0; tree < trees.length; tree++) {
      last = weight;
      for (int i = 0; i < points.length; i++) {
        if (i >= from) {
          offer(tree, points[i], number + i, last);
        }
        last *= growth;
      }
    }
    weight = last;
    if (weight > HEAVY) {
      for (Reservoir sample : samples) {
        sample.lighten(weight);
      }
      weight = 1;
    }
  }

  private void offer(int tree, float[] point, long number, double heavy) {
    long random = SplitMix64.mix(seed + (number * trees.length + tree) * 0x9E3779B97F4A7C15L);
    Reservoir sample = samples[tree];
    double key = sample.keyOf(CutTree.unit(random), heavy);
    if (key >= 0) {
      if (sample.isFull()) {
        trees[tree].delete(sample.oldest(), weights);
      }
      sample.put(key, trees[tree].insert(point, weights, random, ways[0]));
    }
  }

  /**
   * Adds to {@code shares} how much of the score of a point is each dimension's doing.
   *
   * @param neighbours takes the leaf of each tree that the point comes to
   */
  void attribute(float[] point, double[] shares, int[] neighbours) {
    Descent way = ways[0];
    for (int i = 0; i < trees.length; i++) {
      way.begin(trees[i], point);
      way.go();
      trees[i].attribute(way, weights, shares);
      neighbours[i] = way.leaf;
    }
  }

  /** A value of the point at a leaf of a tree. */
  float value(int tree, int leaf, int dimension) {
    return trees[tree].value(leaf, dimension);
  }

  /** Whether no tree holds a point. */
  boolean isEmpty() {
    return Arrays.stream(samples).allMatch(sample -> sample.size() == 0);
  }

  /** Takes note of other weights. */
  void weigh() {
    for (CutTree tree : trees) {
      tree.weigh(weights);
    }
  }

  void write(StateWriter out) {
    out.putDouble(weight);
    for (int i = 0; i < trees.length; i++) {
      trees[i].write(out);
      samples[i].write(out);
    }
  }

  /** Takes over what {@link #write} wrote. */
  void read(StateReader in) {
    weight = in.getDouble();
    for (int i = 0; i < trees.length; i++) {
      trees[i].read(in, weights);
      samples[i].read(in);
      if (!trees[i].holds(samples[i])) {
        throw new StateMismatchException("tree %d holds other points than its sample".formatted(i));
      }
    }
  }
}
