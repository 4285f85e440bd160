package dev.weir.benchmarks.peers;

/** A detector that takes part: scores each point by what it learnt before, then learns it. */
interface Contender {

  /** Takes points in their order; their scores are higher for stranger ones, and 0 for none. */
  void scoreThenLearn(double[][] points, int from, int to, double[] scores);
}
