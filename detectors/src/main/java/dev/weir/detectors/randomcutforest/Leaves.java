package dev.weir.detectors.randomcutforest;

import java.util.Arrays;

/**
 * The points of a {@link CutTree}, one a slot, each with a count if it came several times. Flat
 * arrays, no allocation. One owner.
 */
final class Leaves {

  private final int dimensions;
  private final float[] points;
  private final short[] count;
  private final short[] free;
  private int used;

  Leaves(int capacity, int dimensions) {
    this.dimensions = dimensions;
    points = new float[capacity * dimensions];
    count = new short[capacity];
    free = new short[capacity];
    for (short i = 0; i < capacity; i++) {
      free[i] = i;
    }
  }

  /** The values of all points: those of slot {@code i} begin at {@code i * dimensions}. */
  float[] points() {
    return points;
  }

  /** How often the point of each slot came. */
  short[] counts() {
    return count;
  }

  /** All slots: those behind the first {@link #used} are free. */
  short[] order() {
    return free;
  }

  int used() {
    return used;
  }

  /** Says how many slots are used, after the arrays were read. */
  void used(int slots) {
    used = slots;
  }

  /** Puts a point into a free slot, of which there must be one; returns the slot. */
  int add(float[] point) {
    int leaf = free[used++];
    count[leaf] = 1;
    System.arraycopy(point, 0, points, leaf * dimensions, dimensions);
    return leaf;
  }

  /** The point of a leaf came once more. */
  void repeat(int leaf) {
    count[leaf]++;
  }

  /** Removes one point of a leaf; whether it was the last, and the slot is free. */
  boolean remove(int leaf) {
    boolean last = --count[leaf] <= 0;
    if (last) {
      free[--used] = (short) leaf;
    }
    return last;
  }

  int count(int leaf) {
    return count[leaf];
  }

  /** A value of the point at a leaf. */
  float value(int leaf, int dimension) {
    return points[leaf * dimensions + dimension];
  }

  boolean isAt(int leaf, float[] point) {
    int at = leaf * dimensions;
    for (int i = 0; i < dimensions; i++) {
      if (points[at + i] != point[i]) {
        return false;
      }
    }
    return true;
  }

  /** Weighted, in double precision, as weights and differences may both be huge. */
  double distance(int leaf, int dimension, float[] point, float[] weights) {
    double difference = (double) point[dimension] - points[leaf * dimensions + dimension];
    return weights[dimension] * Math.abs(difference);
  }

  /** Whether these are the points of a sample, each as often. */
  boolean areThoseOf(Reservoir sample) {
    int[] left = new int[count.length];
    Arrays.setAll(left, i -> count[i]);
    for (int i = 0; i < sample.size(); i++) {
      int leaf = sample.leaf(i);
      if (leaf < 0 || leaf >= left.length || --left[leaf] < 0) {
        return false;
      }
    }
    return Arrays.stream(left).allMatch(more -> more == 0);
  }
}
