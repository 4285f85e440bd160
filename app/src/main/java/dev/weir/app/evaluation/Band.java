package dev.weir.app.evaluation;

import java.util.Arrays;

/** The smallest and the largest of what fell into each column of a plot; NaN where nothing did. */
final class Band {

  private final double[] low;
  private final double[] high;

  Band(int columns) {
    low = new double[columns];
    high = new double[columns];
    Arrays.fill(low, Double.NaN);
    Arrays.fill(high, Double.NaN);
  }

  /** Takes a value into a column; NaN is none. */
  void add(int column, double value) {
    if (!Double.isNaN(value)) {
      low[column] = isEmpty(column) ? value : Math.min(low[column], value);
      high[column] = Double.isNaN(high[column]) ? value : Math.max(high[column], value);
    }
  }

  /** Makes one column of each two, and leaves the second half empty. */
  void halve() {
    for (int column = 0; column < low.length; column++) {
      double smallest = low[column];
      double largest = high[column];
      low[column] = Double.NaN;
      high[column] = Double.NaN;
      add(column / 2, smallest);
      add(column / 2, largest);
    }
  }

  boolean isEmpty(int column) {
    return Double.isNaN(low[column]);
  }

  double low(int column) {
    return low[column];
  }

  double high(int column) {
    return high[column];
  }

  /** The smallest of all; NaN if there is none. */
  double lowest() {
    return Arrays.stream(low).filter(value -> !Double.isNaN(value)).min().orElse(Double.NaN);
  }

  /** The largest of all; NaN if there is none. */
  double highest() {
    return Arrays.stream(high).filter(value -> !Double.isNaN(value)).max().orElse(Double.NaN);
  }
}
