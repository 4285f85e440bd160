package dev.weir.monitoring.evaluation;

import java.util.Arrays;

/**
 * Rows in groups of one score, the highest score first. A row is predicted with its whole group.
 */
final class Ranking {

  private final LabelledScores rows;
  private final int[] group;
  private final int[] size;
  private final int[] anomalous;
  private final long anomalies;

  Ranking(LabelledScores rows) {
    this.rows = rows;
    double[] scores = new double[rows.rows()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = rows.score(row);
    }
    Arrays.sort(scores);
    int distinct = 0;
    for (int i = 0; i < scores.length; i++) {
      if (i == 0 || scores[i] != scores[i - 1]) {
        scores[distinct++] = scores[i];
      }
    }
    group = new int[rows.rows()];
    size = new int[distinct];
    anomalous = new int[distinct];
    long labelled = 0;
    for (int row = 0; row < group.length; row++) {
      int place = distinct - 1 - Arrays.binarySearch(scores, 0, distinct, rows.score(row));
      group[row] = place;
      size[place]++;
      anomalous[place] += rows.isAnomalous(row) ? 1 : 0;
      labelled += rows.isAnomalous(row) ? 1 : 0;
    }
    anomalies = labelled;
  }

  /** Whether there are rows of both labels: otherwise there is nothing to tell apart. */
  boolean isMixed() {
    return anomalies > 0 && anomalies < rows.rows();
  }

  int groups() {
    return size.length;
  }

  /** The group of a row; 0 is that of the highest score. */
  int group(int row) {
    return group[row];
  }

  /** How many rows a group has. */
  int size(int ofGroup) {
    return size[ofGroup];
  }

  /** How many of them are labelled anomalous. */
  int anomalous(int ofGroup) {
    return anomalous[ofGroup];
  }

  /** How many rows are labelled anomalous. */
  long anomalies() {
    return anomalies;
  }

  /**
   * Area under the receiver operating characteristic: the chance that an anomalous row scores above
   * a normal one, ties counting half.
   */
  double rocAuc() {
    double above = 0;
    double pairs = 0;
    for (int i = 0; i < size.length; i++) {
      pairs += (size[i] - anomalous[i]) * (above + anomalous[i] / 2.0);
      above += anomalous[i];
    }
    return pairs / anomalies / (rows.rows() - anomalies);
  }

  /** Average precision: the mean over anomalous rows of the precision at their score. */
  double averagePrecision() {
    double sum = 0;
    long hits = 0;
    long predicted = 0;
    for (int i = 0; i < size.length; i++) {
      hits += anomalous[i];
      predicted += size[i];
      sum += anomalous[i] * (double) hits / predicted;
    }
    return sum / anomalies;
  }
}
