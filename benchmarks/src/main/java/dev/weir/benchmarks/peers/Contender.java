package dev.weir.benchmarks.peers;

/** A detector that takes part: scores a point by what it learnt, then learns it. */
interface Contender {

  /** The point's score, higher for stranger; 0 while there is none. */
  double scoreThenLearn(double[] point);
}
