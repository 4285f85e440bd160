package dev.weir.benchmarks.peers;

import com.amazon.randomcutforest.RandomCutForest;

/** The random cut forest of Amazon's library, on one thread. */
final class AwsContender implements Contender {

  private final RandomCutForest forest;
  private final float[] values;

  AwsContender(int features, int trees, long seed) {
    values = new float[features];
    forest =
        RandomCutForest.builder()
            .dimensions(features)
            .numberOfTrees(trees)
            .sampleSize(256)
            .randomSeed(seed)
            .parallelExecutionEnabled(false)
            .build();
  }

  @Override
  public double scoreThenLearn(double[] point) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) point[i];
    }
    double score = forest.getAnomalyScore(values);
    forest.update(values);
    return score;
  }
}
