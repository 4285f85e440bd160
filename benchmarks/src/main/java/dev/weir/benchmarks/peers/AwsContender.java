package dev.weir.benchmarks.peers;

import com.amazon.randomcutforest.RandomCutForest;

/** The random cut forest of Amazon's library, on one thread. */
final class AwsContender implements Contender {

  private final RandomCutForest forest;

  AwsContender(int features, long seed) {
    forest =
        RandomCutForest.builder()
            .dimensions(features)
            .numberOfTrees(50)
            .sampleSize(256)
            .randomSeed(seed)
            .parallelExecutionEnabled(false)
            .build();
  }

  @Override
  public double scoreThenLearn(double[] point) {
    double score = forest.getAnomalyScore(point);
    forest.update(point);
    return score;
  }
}
