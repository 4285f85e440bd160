package dev.weir.detectors.mahalanobis;

import org.jspecify.annotations.Nullable;

/**
 * The features that the record under judgement has no value of, and the values that make it the
 * least odd. Scratch space, no state; no allocation but for the first record that lacks a value.
 */
final class LeftOut {

  private final int features;
  private final boolean[] missing;
  private int count;
  private @Nullable Room room;

  LeftOut(int features) {
    this.features = features;
    this.missing = new boolean[features];
  }

  private static final class Room {
    final double[] matrix;
    final double[] values;
    final double[] between;
    final int[] places;

    Room(int features) {
      matrix = new double[Triangle.size(features)];
      values = new double[features];
      between = new double[features];
      places = new int[features];
    }
  }

  /** From here on this is about the record whose first value is at an index. */
  void look(double[] values, int at) {
    count = 0;
    for (int j = 0; j < features; j++) {
      missing[j] = Double.isNaN(values[at + j]);
      count += missing[j] ? 1 : 0;
    }
  }

  boolean isMissing(int feature) {
    return missing[feature];
  }

  boolean any() {
    return count > 0;
  }

  /** How many features there is a value of. */
  int present() {
    return features - count;
  }

  /**
   * Writes into a standardised record the missing values with which its Mahalanobis distance from a
   * middle is the least. That distance is the one of the other values by their own covariance.
   *
   * @param inverse the inverse of the Cholesky factor of the covariance
   */
  void fill(double[] inverse, double[] middle, double[] u) {
    Room scratch = room();
    int absent = 0;
    for (int j = 0; j < features; j++) {
      scratch.values[j] = missing[j] ? 0 : u[j] - middle[j];
      if (missing[j]) {
        scratch.places[absent++] = j;
      }
    }
    Triangle.times(inverse, features, scratch.values, scratch.between);
    Triangle.transposedTimes(inverse, features, scratch.between, scratch.values);
    int at = 0;
    for (int a = 0; a < absent; a++) {
      for (int b = 0; b <= a; b++) {
        scratch.matrix[at++] = precision(inverse, scratch.places[b], scratch.places[a]);
      }
      scratch.values[a] = scratch.values[scratch.places[a]];
    }
    Triangle.invertFactor(scratch.matrix, absent);
    Triangle.times(scratch.matrix, absent, scratch.values, scratch.between);
    Triangle.transposedTimes(scratch.matrix, absent, scratch.between, scratch.values);
    for (int a = 0; a < absent; a++) {
      int j = scratch.places[a];
      u[j] = middle[j] - scratch.values[a];
    }
  }

  private Room room() {
    Room known = room;
    Room made = known == null ? new Room(features) : known;
    room = made;
    return made;
  }

  /** An element of the inverse of the covariance; {@code other} is not before {@code one}. */
  private double precision(double[] inverse, int one, int other) {
    double sum = 0;
    for (int i = other; i < features; i++) {
      int row = Triangle.size(i);
      sum += inverse[row + one] * inverse[row + other];
    }
    return sum;
  }
}
