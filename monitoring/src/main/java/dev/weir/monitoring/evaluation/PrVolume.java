package dev.weir.monitoring.evaluation;

import java.util.Arrays;

/**
 * VUS-PR, the volume under the surface of precision and recall: how well scores tell events apart
 * from the rest when being somewhat early or late is forgiven, averaged over how much is forgiven.
 */
final class PrVolume {

  /*
   * After Paparrizos, Boniol, Palpanas, Tsay, Elmore, Franklin: "Volume Under the Surface: A New
   * Accuracy Evaluation Measure for Time-Series Anomaly Detection", PVLDB 15(11), 2022.
   *
   * A margin of m rows gives the m/2 rows on either side of an event a label as well: at distance d
   * it weighs sqrt(1 - d/m); where margins meet, the sum, at most 1. For a threshold, the hits are
   * the weight of the rows at or above it, the precision is hits / rows at or above it, and the
   * recall hits / (anomalous rows + half the weight of margin rows that were hit), at most 1, times
   * the share of events with their margins that were hit at all. The area under that curve, for
   * margins from 0 to the window, averaged, is the volume.
   *
   * Every distinct score is a threshold. The window is cut into 10 steps, so there are 11 slices,
   * fewer for a window below 10. Cost: one sort, then 11 passes over the rows; 8 bytes a row and 12
   * a distinct score. Margins and events end with their series.
   */

  private static final int STEPS = 10;

  private final LabelledScores rows;
  private final Ranking ranking;
  private final double[] weight;
  private final double[] hits;
  private final int[] reached;
  private int stretches;

  private PrVolume(LabelledScores rows, Ranking ranking) {
    this.rows = rows;
    this.ranking = ranking;
    weight = new double[rows.rows()];
    hits = new double[ranking.groups()];
    reached = new int[ranking.groups()];
  }

  /** For margins of 0 to {@code window} rows. The ranking is that of the rows, and mixed. */
  static double of(LabelledScores rows, Ranking ranking, int window) {
    PrVolume volume = new PrVolume(rows, ranking);
    double sum = 0;
    int slices = 0;
    int before = -1;
    for (int step = 0; step <= STEPS; step++) {
      int margin = (int) Math.round((double) window * step / STEPS);
      if (margin != before) {
        sum += volume.area(margin);
        slices++;
        before = margin;
      }
    }
    return sum / slices;
  }

  private double area(int margin) {
    weigh(margin);
    collect();
    double area = 0;
    double recallBefore = 0;
    double hit = 0;
    long anomalous = 0;
    long predicted = 0;
    long found = 0;
    for (int group = 0; group < hits.length; group++) {
      hit += hits[group];
      anomalous += ranking.anomalous(group);
      predicted += ranking.size(group);
      found += reached[group];
      double wanted = ranking.anomalies() + (hit - anomalous) / 2;
      double recall = Math.min(1, hit / wanted) * found / stretches;
      area += (recall - recallBefore) * hit / predicted;
      recallBefore = recall;
    }
    return area;
  }

  /** Sets what the label of each row weighs. */
  private void weigh(int margin) {
    Arrays.fill(weight, 0);
    for (int series = 0; series < rows.series(); series++) {
      int row = rows.from(series);
      while (row < rows.to(series)) {
        int end = rows.endOfEvent(row, series);
        if (end > row) {
          Arrays.fill(weight, row, end, 1);
          weighMargins(row, end, series, margin);
        }
        row = Math.max(end, row + 1);
      }
    }
  }

  private void weighMargins(int from, int to, int series, int margin) {
    for (int distance = 1; distance <= margin / 2; distance++) {
      double more = Math.sqrt(1 - (double) distance / margin);
      add(from - distance, series, more);
      add(to - 1 + distance, series, more);
    }
  }

  private void add(int row, int series, double more) {
    if (row >= rows.from(series) && row < rows.to(series)) {
      weight[row] = Math.min(1, weight[row] + more);
    }
  }

  /** Sums the weights by group, and finds by which group each weighted stretch is hit first. */
  private void collect() {
    Arrays.fill(hits, 0);
    Arrays.fill(reached, 0);
    stretches = 0;
    for (int series = 0; series < rows.series(); series++) {
      int first = hits.length;
      for (int row = rows.from(series); row < rows.to(series); row++) {
        if (weight[row] > 0) {
          hits[ranking.group(row)] += weight[row];
          first = Math.min(first, ranking.group(row));
        }
        boolean isLast = row + 1 == rows.to(series) || weight[row + 1] == 0;
        if (weight[row] > 0 && isLast) {
          reached[first]++;
          stretches++;
          first = hits.length;
        }
      }
    }
  }
}
