package dev.weir.detectors.drift;

import java.util.Arrays;
import java.util.Optional;

/**
 * Bounded values in the order they came, as sums over stretches: few long ones of what is old, many
 * short ones of what is new, so that what is kept grows with the logarithm of how many there are.
 * Of each length, a power of two, there are at most {@link #PER_LENGTH} stretches; of one more, the
 * two oldest become one. Behind the longest that are kept, values are forgotten.
 */
final class AdaptiveWindow {

  static final int PER_LENGTH = 5;
  static final int LENGTHS = 25;
  private static final double LONGEST = 1 << (LENGTHS - 1);

  /** Parts of fewer values are not compared. */
  private static final int FEWEST = 16;

  private final double range;
  private int stretches;
  private double[] lengths;
  private double[] sums;
  private double[] squares;

  /**
   * Two parts whose means differ.
   *
   * @param difference of the means
   * @param bound by how much they may
   * @param error the standard error of the difference
   */
  record Cut(double difference, double bound, double error, double before, double after) {
    double excess() {
      return difference / bound;
    }
  }

  /** Nothing yet, of values that are within so much of each other. */
  AdaptiveWindow(double range) {
    this.range = range;
    lengths = new double[PER_LENGTH];
    sums = new double[PER_LENGTH];
    squares = new double[PER_LENGTH];
  }

  void add(double value) {
    if (stretches == lengths.length) {
      int room = 2 * stretches;
      lengths = Arrays.copyOf(lengths, room);
      sums = Arrays.copyOf(sums, room);
      squares = Arrays.copyOf(squares, room);
    }
    lengths[stretches] = 1;
    sums[stretches] = value;
    squares[stretches] = value * value;
    stretches++;
    shorten();
  }

  private void shorten() {
    int newest = stretches - 1;
    for (double length = 1; newest >= 0; length *= 2) {
      int before = newest;
      while (before >= 0 && lengths[before] == length) {
        before--;
      }
      if (newest - before <= PER_LENGTH) {
        return;
      }
      if (length == LONGEST) {
        forgetOldest();
        return;
      }
      newest = before + 1;
      lengths[newest] += lengths[newest + 1];
      sums[newest] += sums[newest + 1];
      squares[newest] += squares[newest + 1];
      remove(newest + 1);
    }
  }

  private void remove(int index) {
    int behind = stretches - index - 1;
    System.arraycopy(lengths, index + 1, lengths, index, behind);
    System.arraycopy(sums, index + 1, sums, index, behind);
    System.arraycopy(squares, index + 1, squares, index, behind);
    stretches--;
  }

  void forgetOldest() {
    remove(0);
  }

  double length() {
    return sum(lengths, stretches);
  }

  int stretches() {
    return stretches;
  }

  private static double sum(double[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum;
  }

  /**
   * The place where the means before and behind differ most beyond what they may; empty if there is
   * none.
   *
   * @param level the probability at which any of the places may be named by chance
   */
  Optional<Cut> cut(double level) {
    double length = length();
    double sum = sum(sums, stretches);
    double mean = sum / length;
    double variance = Math.max(0, sum(squares, stretches) / length - mean * mean);
    double log = StrictMath.log(2 * stretches / level);
    Optional<Cut> worst = Optional.empty();
    double older = 0;
    double olderSum = 0;
    for (int i = 0; i < stretches - 1; i++) {
      older += lengths[i];
      olderSum += sums[i];
      double newer = length - older;
      if (older >= FEWEST && newer >= FEWEST) {
        double before = olderSum / older;
        double after = (sum - olderSum) / newer;
        double parts = 1 / older + 1 / newer;
        double bound = Math.sqrt(2 * parts * variance * log) + 2.0 / 3 * parts * log * range;
        double difference = Math.abs(after - before);
        if (difference > worst.map(Cut::excess).orElse(1.0) * bound) {
          double error = Math.sqrt(parts * variance);
          worst = Optional.of(new Cut(difference, bound, error, before, after));
        }
      }
    }
    return worst;
  }

  // ---- State.

  int size() {
    return size(stretches);
  }

  static int size(int stretches) {
    return 1 + 3 * stretches;
  }

  /** Whether it can have so many stretches. */
  static boolean mayHold(double stretches) {
    return stretches >= 1 && stretches <= PER_LENGTH * LENGTHS && stretches == (int) stretches;
  }

  /** Writes {@link #size} numbers; returns the place behind them. */
  int write(double[] into, int at) {
    into[at] = stretches;
    System.arraycopy(lengths, 0, into, at + 1, stretches);
    System.arraycopy(sums, 0, into, at + 1 + stretches, stretches);
    System.arraycopy(squares, 0, into, at + 1 + 2 * stretches, stretches);
    return at + size();
  }

  /** Takes over what {@link #write} wrote; returns the place behind it. */
  int read(double[] from, int at) {
    stretches = (int) from[at];
    int room = Math.max(PER_LENGTH, stretches);
    lengths = Arrays.copyOf(Arrays.copyOfRange(from, at + 1, at + 1 + stretches), room);
    int second = at + 1 + stretches;
    sums = Arrays.copyOf(Arrays.copyOfRange(from, second, second + stretches), room);
    int third = second + stretches;
    squares = Arrays.copyOf(Arrays.copyOfRange(from, third, third + stretches), room);
    return at + size();
  }
}
