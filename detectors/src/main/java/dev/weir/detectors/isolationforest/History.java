package dev.weir.detectors.isolationforest;

import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/** The last points of a series, the oldest overwritten first. Grows up to its capacity. */
final class History {

  private static final int SMALLEST = 64;

  private final int features;
  private final int capacity;
  private double[] ring;
  private long learnt;

  History(int features, int capacity) {
    this.features = features;
    this.capacity = capacity;
    this.ring = new double[Math.min(SMALLEST, capacity) * features];
  }

  static History read(StateReader in, int features, int capacity) {
    History history = new History(features, capacity);
    history.learnt = in.getLong();
    int points = in.getInt(0, capacity);
    if (history.kept() != points) {
      throw new StateMismatchException(
          "history of %d points holds %d".formatted(history.learnt, points));
    }
    if (in.remaining() < 8L * points * features) {
      throw new StateMismatchException("history ends too early");
    }
    double[] oldestFirst = new double[points * features];
    in.getDoubles(oldestFirst, 0, oldestFirst.length);
    history.restore(oldestFirst);
    return history;
  }

  void write(StateWriter out) {
    double[] oldestFirst = last(kept(), learnt);
    out.putLong(learnt).putInt(kept()).putDoubles(oldestFirst, 0, oldestFirst.length);
  }

  /** How many points were ever added. */
  long pointsLearned() {
    return learnt;
  }

  void add(double[] values, int at) {
    int rows = ring.length / features;
    if (learnt >= rows && rows < capacity) {
      rows = Math.min(capacity, 2 * rows);
      ring = Arrays.copyOf(ring, rows * features);
    }
    System.arraycopy(values, at, ring, (int) (learnt % rows) * features, features);
    learnt++;
  }

  /** A copy of the last {@code points} points before the one numbered {@code end}, oldest first. */
  double[] last(int points, long end) {
    int rows = ring.length / features;
    double[] copy = new double[points * features];
    for (int i = 0; i < points; i++) {
      int from = (int) ((end - points + i) % rows) * features;
      System.arraycopy(ring, from, copy, i * features, features);
    }
    return copy;
  }

  private int kept() {
    return (int) Math.min(learnt, capacity);
  }

  private void restore(double[] oldestFirst) {
    int points = kept();
    int rows = ring.length / features;
    while (rows < points) {
      rows = Math.min(capacity, 2 * rows);
    }
    ring = new double[rows * features];
    for (int i = 0; i < points; i++) {
      int to = (int) ((learnt - points + i) % rows) * features;
      System.arraycopy(oldestFirst, i * features, ring, to, features);
    }
  }
}
