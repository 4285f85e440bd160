package dev.weir.benchmarks.peers;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Two contenders on the same points, block by block in turns; the first blocks warm up. What counts
 * is the middle of the ratios of blocks, which what else the machine does disturbs least.
 */
final class Duel {

  private static final int BLOCK = 2_500;

  /**
   * How it went.
   *
   * @param own points a second of the one, and of its peer, each the middle of the blocks
   * @param ratio middle of the blocks' ratios
   * @param rankCorrelation of the scores of all blocks that counted
   * @param ownArea under the ROC curve, and the peer's
   */
  record Result(
      double own,
      double peer,
      double ratio,
      double rankCorrelation,
      double ownArea,
      double peerArea) {}

  private Duel() {}

  static Result fight(Points points, Contender own, Contender peer, int warmUp) {
    int count = points.rows.length;
    double[] ownScores = new double[count];
    double[] peerScores = new double[count];
    int blocks = count / BLOCK;
    double[] ownRates = new double[blocks];
    double[] peerRates = new double[blocks];
    double[] ratios = new double[blocks];
    for (int block = 0; block < blocks; block++) {
      ownRates[block] = rate(points, own, ownScores, block);
      peerRates[block] = rate(points, peer, peerScores, block);
      ratios[block] = ownRates[block] / peerRates[block];
    }
    int from = warmUp / BLOCK;
    double[] a = Arrays.copyOfRange(ownScores, from * BLOCK, blocks * BLOCK);
    double[] b = Arrays.copyOfRange(peerScores, from * BLOCK, blocks * BLOCK);
    boolean[] labels = Arrays.copyOfRange(points.anomalous, from * BLOCK, blocks * BLOCK);
    return new Result(
        median(ownRates, from),
        median(peerRates, from),
        median(ratios, from),
        correlation(ranks(a), ranks(b)),
        area(ranks(a), labels),
        area(ranks(b), labels));
  }

  private static double rate(Points points, Contender who, double[] scores, int block) {
    long begin = System.nanoTime();
    who.scoreThenLearn(points.rows, block * BLOCK, (block + 1) * BLOCK, scores);
    return BLOCK * 1e9 / (System.nanoTime() - begin);
  }

  private static double median(double[] values, int from) {
    double[] sorted = Arrays.copyOfRange(values, from, values.length);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Ranks from 1; equal values share the middle of theirs. */
  static double[] ranks(double[] values) {
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  static double correlation(double[] a, double[] b) {
    double middle = (a.length + 1) / 2.0;
    double both = 0;
    double one = 0;
    double other = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - middle) * (b[i] - middle);
      one += (a[i] - middle) * (a[i] - middle);
      other += (b[i] - middle) * (b[i] - middle);
    }
    return both / Math.sqrt(one * other);
  }

  static double area(double[] ranks, boolean[] labels) {
    double sum = 0;
    long anomalies = 0;
    for (int i = 0; i < ranks.length; i++) {
      sum += labels[i] ? ranks[i] : 0;
      anomalies += labels[i] ? 1 : 0;
    }
    double normal = ranks.length - anomalies;
    return (sum - anomalies * (anomalies + 1) / 2.0) / (anomalies * normal);
  }
}
