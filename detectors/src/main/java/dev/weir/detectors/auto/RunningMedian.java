package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * The median of a slow series over its last 4,096 to 8,192 values, from 128 of them taken at even
 * distances: each at first, then ever fewer, until every 64th replaces the oldest.
 */
final class RunningMedian {

  private static final int KEPT = 128;
  private static final int WIDEST = 64;

  private final double[] ring = new double[KEPT];
  private int size;
  private int next;
  private int stride = 1;
  private int skipped;
  private double median;

  boolean isKnown() {
    return size > 0;
  }

  double median() {
    return median;
  }

  void learn(double value) {
    if (++skipped < stride && size > 0) {
      return;
    }
    skipped = 0;
    if (size == KEPT && stride < WIDEST) {
      thin();
    }
    ring[next] = value;
    size = Math.min(size + 1, KEPT);
    next = (next + 1) % KEPT;
    findMedian();
  }

  /** Drops every other value. */
  private void thin() {
    for (int i = 0; i < KEPT / 2; i++) {
      ring[i] = ring[2 * i + 1];
    }
    size = KEPT / 2;
    next = size;
    stride *= 2;
  }

  /** Sorts a copy: once in 64 records, and in no other place the memory of a sorted ring. */
  private void findMedian() {
    double[] sorted = Arrays.copyOf(ring, size);
    Arrays.sort(sorted);
    int upper = size / 2;
    median = size % 2 == 1 ? sorted[upper] : sorted[upper - 1] / 2 + sorted[upper] / 2;
  }

  /** Moves all it has seen. */
  void move(double by) {
    for (int i = 0; i < size; i++) {
      ring[i] += by;
    }
    median += by;
  }

  void write(StateWriter out) {
    out.putInt(size).putInt(next).putInt(stride).putInt(skipped).putDoubles(ring, 0, size);
  }

  void read(StateReader in) {
    size = in.getInt(0, KEPT);
    next = in.getInt(0, KEPT - 1);
    stride = in.getInt(1, WIDEST);
    skipped = in.getInt(0, WIDEST);
    in.getDoubles(ring, 0, size);
    if (size > 0) {
      findMedian();
    }
  }
}
