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
  public void scoreThenLearn(double[][] points, int from, int to, double[] scores) {
    for (int i = from; i < to; i++) {
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) points[i][j];
      }
      scores[i] = forest.getAnomalyScore(values);
      forest.update(values);
    }
  }
}
