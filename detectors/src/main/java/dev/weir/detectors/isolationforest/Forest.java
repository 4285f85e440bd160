package dev.weir.detectors.isolationforest;

import dev.weir.detectors.Fitted;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/** A fitted forest: trees, the scale of their keys, and from which raw score on a point is odd. */
final class Forest implements Fitted {

  private final Scale scale;
  private final Tree[] trees;
  private final int subsample;
  private final double threshold;

  /** The anomaly score is exp(exponent * sum of path lengths), which is 2^(-mean / c). */
  private final double exponent;

  Forest(Scale scale, Tree[] trees, int subsample, double threshold) {
    this.scale = scale;
    this.trees = trees;
    this.subsample = subsample;
    this.threshold = threshold;
    double expected = PathLength.expected(subsample);
    this.exponent = -StrictMath.log(2) / (expected * Tree.UNIT * trees.length);
  }

  Forest withThreshold(double raw) {
    return new Forest(scale, trees, subsample, raw);
  }

  Scale scale() {
    return scale;
  }

  double threshold() {
    return threshold;
  }

  /** The raw score, in (0, 1], of a point whose path lengths add up to {@code sum}. */
  double raw(double sum) {
    return StrictMath.exp(exponent * sum);
  }

  /** Adds up the path lengths of the points whose keys are in the scratch. */
  void paths(ForestScratch scratch, int points) {
    Arrays.fill(scratch.sums, 0);
    for (Tree tree : trees) {
      tree.descend(scratch.keysFor(tree, points), points, scratch.sums);
    }
  }

  /** The path length of the first point of the scratch alone. */
  int path(ForestScratch scratch) {
    int sum = 0;
    int tree = 0;
    if (!scratch.isWide()) {
      for (; tree + 4 <= trees.length; tree += 4) {
        int[] keys = scratch.keysFor(trees[tree], 1);
        sum += Tree.descend(trees[tree], trees[tree + 1], trees[tree + 2], trees[tree + 3], keys);
      }
    }
    for (; tree < trees.length; tree++) {
      sum += trees[tree].descend(scratch.keysFor(trees[tree], 1));
    }
    return sum;
  }

  void write(StateWriter out) {
    out.putInt(scale.features()).putInt(trees.length).putInt(subsample).putDouble(threshold);
    scale.write(out);
    for (Tree tree : trees) {
      tree.write(out);
    }
  }

  static Forest read(StateReader in, int features, int expectedTrees) {
    in.getInt(features, features);
    Tree[] trees = new Tree[in.getInt(expectedTrees, expectedTrees)];
    int subsample = in.getInt(2, Tree.HEAP);
    double threshold = in.getDouble();
    Scale scale = Scale.read(in, features);
    for (int i = 0; i < trees.length; i++) {
      trees[i] = Tree.read(in, features);
    }
    return new Forest(scale, trees, subsample, threshold);
  }
}
