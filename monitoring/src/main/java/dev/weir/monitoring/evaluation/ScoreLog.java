package dev.weir.monitoring.evaluation;

import java.util.Arrays;

/**
 * The labelled, scored rows of a file, kept so that they can be ranked at its end; of each row its
 * score, its series and its label, 12 bytes.
 */
final class ScoreLog {

  private final int most;
  private double[] scores = new double[1024];
  private int[] places = new int[1024];
  private int size;
  private int series;
  private boolean isOverfull;

  /** Holds at most so many rows. */
  ScoreLog(int most) {
    this.most = most;
  }

  /** The next row. A file of more rows than fit cannot be ranked at all: part of it would lie. */
  void add(int seriesNumber, double score, boolean isAnomalous) {
    if (size == most) {
      isOverfull = true;
      return;
    }
    if (size == scores.length) {
      int capacity = Math.min(most, 2 * size);
      scores = Arrays.copyOf(scores, capacity);
      places = Arrays.copyOf(places, capacity);
    }
    // Makes the two zeros one.
    scores[size] = score + 0.0;
    places[size] = seriesNumber << 1 | (isAnomalous ? 1 : 0);
    size++;
    series = Math.max(series, seriesNumber + 1);
  }

  /** Whether there were more rows than fit. */
  boolean isOverfull() {
    return isOverfull;
  }

  /** All rows, series by series, each in its order. */
  LabelledScores bySeries() {
    int[] ends = new int[series];
    for (int i = 0; i < size; i++) {
      ends[places[i] >> 1]++;
    }
    int[] next = new int[series];
    for (int s = 1; s < series; s++) {
      ends[s] += ends[s - 1];
      next[s] = ends[s - 1];
    }
    double[] sorted = new double[size];
    boolean[] labels = new boolean[size];
    for (int i = 0; i < size; i++) {
      int to = next[places[i] >> 1]++;
      sorted[to] = scores[i];
      labels[to] = (places[i] & 1) == 1;
    }
    return new LabelledScores(sorted, labels, ends);
  }
}
