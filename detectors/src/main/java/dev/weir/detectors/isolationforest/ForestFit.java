package dev.weir.detectors.isolationforest;

import dev.weir.detectors.FitTask;
import dev.weir.detectors.SplitMix64;
import java.util.Arrays;

/** A forest to be grown. */
final class ForestFit implements FitTask {

  private static final int THRESHOLD_POINTS = 512;

  private final IsolationForest detector;
  private final int features;
  private final double[] window;
  private final long seed;

  /**
   * Takes the window over.
   *
   * @param window the points the forest is grown from, row by row
   */
  ForestFit(IsolationForest detector, int features, double[] window, long seed) {
    this.detector = detector;
    this.features = features;
    this.window = window;
    this.seed = seed;
  }

  @Override
  public Forest fit() {
    int points = window.length / features;
    Scale scale = Scale.of(window, features);
    int[] keys = new int[window.length];
    for (int i = 0; i < points; i++) {
      scale.keys(window, i * features, keys, i * features);
    }
    int subsample = Math.min(detector.subsample(), points);
    TreeBuilder builder = new TreeBuilder(keys, features, subsample, new SplitMix64(seed));
    Tree[] trees = new Tree[detector.trees()];
    for (int i = 0; i < trees.length; i++) {
      trees[i] = builder.grow();
    }
    Forest forest = new Forest(scale, trees, subsample, 1);
    return forest.withThreshold(threshold(forest, points));
  }

  /**
   * The raw score that the contamination's share of the window lies above. Halfway between two
   * possible sums of path lengths, so that points equal to the ordinary ones are never anomalous,
   * however many are equal. Taken from some points evenly spread over the window: scoring all of it
   * would cost as much as growing the forest.
   */
  private double threshold(Forest forest, int windowPoints) {
    int points = Math.min(THRESHOLD_POINTS, windowPoints);
    int[] sums = new int[points];
    ForestScratch scratch = new ForestScratch(features);
    for (int from = 0; from < points; from += Tree.BLOCK) {
      int count = Math.min(Tree.BLOCK, points - from);
      for (int i = 0; i < count; i++) {
        int point = (int) ((long) (from + i) * windowPoints / points);
        scratch.put(i, forest.scale(), window, point * features);
      }
      forest.paths(scratch, count);
      System.arraycopy(scratch.sums, 0, sums, from, count);
    }
    Arrays.sort(sums);
    int ordinary = (int) Math.min(points - 1, Math.ceil(detector.contamination() * points));
    return forest.raw(sums[ordinary] - 0.5);
  }
}
