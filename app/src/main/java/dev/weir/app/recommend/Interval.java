package dev.weir.app.recommend;

/**
 * Holds a figure and the bounds between which 90 of 100 resamplings put it.
 *
 * @param value of all data
 */
record Interval(double low, double value, double high) {

  /** Whether both could be of the same size. */
  boolean overlaps(Interval other) {
    return low <= other.high && other.low <= high;
  }
}
