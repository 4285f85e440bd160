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
  private final double[] sorted = new double[KEPT];
  private int size;
  private int next;
  private int stride = 1;
  private int skipped;

  boolean isKnown() {
    return size > 0;
  }

  double median() {
    int upper = size / 2;
    return size % 2 == 1 ? sorted[upper] : sorted[upper - 1] / 2 + sorted[upper] / 2;
  }

  void learn(double value) {
    if (++skipped < stride && size > 0) {
      return;
    }
    skipped = 0;
    if (size == KEPT && stride < WIDEST) {
      thin();
    }
    if (size == KEPT) {
      replace(ring[next], value);
    } else {
      insert(value, size);
      size++;
    }
    ring[next] = value;
    next = (next + 1) % KEPT;
  }

  /** Drops every other value. */
  private void thin() {
    for (int i = 0; i < KEPT / 2; i++) {
      ring[i] = ring[2 * i + 1];
    }
    size = KEPT / 2;
    next = size;
    stride *= 2;
    sort();
  }

  private void sort() {
    System.arraycopy(ring, 0, sorted, 0, size);
    Arrays.sort(sorted, 0, size);
  }

  private void replace(double old, double value) {
    int place = Arrays.binarySearch(sorted, 0, KEPT, old);
    System.arraycopy(sorted, place + 1, sorted, place, KEPT - place - 1);
    insert(value, KEPT - 1);
  }

  private void insert(double value, int among) {
    int found = Arrays.binarySearch(sorted, 0, among, value);
    int place = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, place, sorted, place + 1, among - place);
    sorted[place] = value;
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
    sort();
  }
}
