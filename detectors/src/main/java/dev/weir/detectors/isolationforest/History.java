package dev.weir.detectors.isolationforest;

import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * The last points of a series, the oldest overwritten first. Grows up to its capacity. A history
 * that is read may hold fewer points than were added: its capacity may have been smaller when it
 * was written. If it was larger, it stays as large, as a fit under way may need what it holds.
 */
final class History {

  private static final int SMALLEST = 64;

  private final int features;
  private final int capacity;
  private double[] ring;
  private int kept;
  private long learnt;

  History(int features, int capacity) {
    this.features = features;
    this.capacity = capacity;
    this.ring = new double[Math.min(SMALLEST, capacity) * features];
  }

  static History read(StateReader in, int features, int capacity) {
    long learnt = in.getLong();
    int points = in.getInt(0, in.remaining() / (Double.BYTES * features));
    if (points > learnt || (points < learnt && points == 0)) {
      throw new StateMismatchException("history of %d points holds %d".formatted(learnt, points));
    }
    double[] oldestFirst = new double[points * features];
    in.getDoubles(oldestFirst, 0, oldestFirst.length);
    History history = new History(features, Math.max(capacity, points));
    history.restore(oldestFirst, points, learnt);
    return history;
  }

  void write(StateWriter out) {
    double[] oldestFirst = last(kept, learnt);
    out.putLong(learnt).putInt(kept).putDoubles(oldestFirst, 0, oldestFirst.length);
  }

  /** How many points were ever added. */
  long pointsLearned() {
    return learnt;
  }

  void add(double[] values, int at) {
    int rows = ring.length / features;
    if (kept == rows && rows < capacity) {
      rows = Math.min(capacity, 2 * rows);
      ring = Arrays.copyOf(ring, rows * features);
    }
    System.arraycopy(values, at, ring, (int) (learnt % rows) * features, features);
    learnt++;
    kept = Math.min(kept + 1, capacity);
  }

  /**
   * Whether it still holds so many points before the one numbered {@code end}, for a fit on at most
   * {@code window} points.
   */
  boolean holds(int points, long end, int window) {
    boolean recent = end <= learnt && end >= learnt - (capacity - window);
    return recent && end - points >= learnt - kept;
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

  private void restore(double[] oldestFirst, int points, long all) {
    learnt = all;
    kept = points;
    int rows = ring.length / features;
    while (rows < points) {
      rows = Math.min(capacity, 2 * rows);
    }
    if (points < all) {
      // A ring that has wrapped cannot grow: places hang on its size.
      rows = capacity;
    }
    ring = new double[rows * features];
    for (int i = 0; i < points; i++) {
      int to = (int) ((all - points + i) % rows) * features;
      System.arraycopy(oldestFirst, i * features, ring, to, features);
    }
  }
}
