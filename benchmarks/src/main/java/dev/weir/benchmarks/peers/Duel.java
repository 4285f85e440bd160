package dev.weir.benchmarks.peers;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Two contenders on the same points, block by block in turns; the first blocks, at most a third of
 * all, warm up. The result is the median over the other blocks, which other load on the machine
 * disturbs least.
 */
final class Duel {

  private static final int LARGEST_BLOCK = 2_500;

  /** Blocks of a run that is too short for larger ones. */
  private static final int FEWEST_BLOCKS = 24;

  /**
   * The outcome over the blocks behind the warm-up.
   *
   * @param own points a second of the one, and of its peer, each the median of the blocks
   * @param ratio median of the blocks' ratios
   * @param rankCorrelation of the scores; NaN if all scores of one contender are equal
   * @param ownArea under the ROC curve, and the peer's; NaN without points of both kinds
   */
  record Result(
      double own,
      double peer,
      double ratio,
      double rankCorrelation,
      double ownArea,
      double peerArea) {}

  private Duel() {}

  /**
   * @param points at least one
   * @param warmUp points that are not counted
   */
  static Result fight(Points points, Contender own, Contender peer, int warmUp) {
    int count = points.rows.length;
    int block = Math.clamp(count / FEWEST_BLOCKS, 1, LARGEST_BLOCK);
    double[] ownScores = new double[count];
    double[] peerScores = new double[count];
    int blocks = count / block;
    double[] ownRates = new double[blocks];
    double[] peerRates = new double[blocks];
    double[] ratios = new double[blocks];
    for (int i = 0; i < blocks; i++) {
      ownRates[i] = rate(points, own, ownScores, i * block, block);
      peerRates[i] = rate(points, peer, peerScores, i * block, block);
      ratios[i] = ownRates[i] / peerRates[i];
    }
    int from = Math.min(warmUp / block, blocks / 3);
    double[] a = Arrays.copyOfRange(ownScores, from * block, blocks * block);
    double[] b = Arrays.copyOfRange(peerScores, from * block, blocks * block);
    boolean[] labels = Arrays.copyOfRange(points.anomalous, from * block, blocks * block);
    return new Result(
        median(ownRates, from),
        median(peerRates, from),
        median(ratios, from),
        correlation(ranks(a), ranks(b)),
        area(ranks(a), labels),
        area(ranks(b), labels));
  }

  private static double rate(Points points, Contender who, double[] scores, int from, int count) {
    long begin = System.nanoTime();
    who.scoreThenLearn(points.rows, from, from + count, scores);
    return count * 1e9 / Math.max(1, System.nanoTime() - begin);
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
