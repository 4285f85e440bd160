package dev.weir.detectors.drift;

import java.util.Arrays;

/**
 * Scores by rank of the records of two windows together, those of the first before those of the
 * second. Of one feature without equal values they have mean square 1.
 */
final class Ranks {

  /** Ranks evenly spread over -1 to 1 have this mean square. */
  private static final double EVEN = 1.0 / 3;

  /**
   * How the means of the two windows differ.
   *
   * @param statistic in standard deviations of what chance makes of it; 0 if all scores are equal
   */
  record Difference(double statistic, double before, double after) {}

  private final double[] values;

  Ranks(double[] values) {
    this.values = values;
  }

  /** The scores: the array itself, not to be changed. */
  double[] values() {
    return values;
  }

  /** Of one feature: evenly around 0 in the order of its values, equal ones their mean rank. */
  static Ranks of(double[] first, double[] second, int feature, int features) {
    int before = first.length / features;
    int points = before + second.length / features;
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] =
          i < before ? first[i * features + feature] : second[(i - before) * features + feature];
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double scale = 1 / Math.sqrt(EVEN);
    for (int i = 0; i < points; i++) {
      double rank = (below(sorted, values[i]) + upTo(sorted, values[i])) / 2.0;
      values[i] = scale * (2 * rank / points - 1);
    }
    return new Ranks(values);
  }

  static Ranks product(double[] one, double[] other) {
    double[] values = new double[one.length];
    Arrays.setAll(values, i -> one[i] * other[i]);
    return new Ranks(values);
  }

  Ranks squared() {
    return product(values, values);
  }

  private static int below(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int upTo(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first {@code before} scores against the others. */
  Difference compare(int before) {
    int points = values.length;
    double first = mean(0, before);
    double second = mean(before, points);
    double mean = (before * first + (points - before) * second) / points;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error = Math.sqrt(squares / (points - 1) * (1.0 / before + 1.0 / (points - before)));
    double statistic = error > 0 ? Math.abs(second - first) / error : 0;
    return new Difference(statistic, first, second);
  }

  private double mean(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
