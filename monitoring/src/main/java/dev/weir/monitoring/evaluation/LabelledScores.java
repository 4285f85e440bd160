package dev.weir.monitoring.evaluation;

import java.util.Arrays;

/**
 * The scores and labels of the rows of several series, the rows of a series one behind the other.
 */
final class LabelledScores {

  private final double[] scores;
  private final boolean[] labels;
  private final int[] ends;

  /**
   * Takes the arrays over.
   *
   * @param ends of each series, where the next begins
   */
  LabelledScores(double[] scores, boolean[] labels, int[] ends) {
    this.scores = scores;
    this.labels = labels;
    this.ends = ends;
  }

  int rows() {
    return scores.length;
  }

  int series() {
    return ends.length;
  }

  /** The first row of a series. */
  int from(int series) {
    return series == 0 ? 0 : ends[series - 1];
  }

  /** Behind the last row of a series. */
  int to(int series) {
    return ends[series];
  }

  double score(int row) {
    return scores[row];
  }

  boolean isAnomalous(int row) {
    return labels[row];
  }

  /** Where the run of anomalous rows that begins here ends, within the series. */
  int endOfEvent(int row, int series) {
    int end = row;
    while (end < to(series) && labels[end]) {
      end++;
    }
    return end;
  }

  /** Length of the middle one of the events by length, the longer of two; 0 if there are none. */
  int medianEvent() {
    int[] lengths = new int[16];
    int events = 0;
    for (int s = 0; s < series(); s++) {
      for (int row = from(s); row < to(s); row++) {
        int end = endOfEvent(row, s);
        if (end > row) {
          lengths = events == lengths.length ? Arrays.copyOf(lengths, 2 * events) : lengths;
          lengths[events++] = end - row;
          row = end;
        }
      }
    }
    Arrays.sort(lengths, 0, events);
    return events == 0 ? 0 : lengths[events / 2];
  }
}
