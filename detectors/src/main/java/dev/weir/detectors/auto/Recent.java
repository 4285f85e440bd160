package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * The last values of a series, and what a look over their last windows shows. A value is looked at
 * before it is kept. Sums are made anew each time: what left the window leaves no rounding behind.
 */
final class Recent {

  /** The window everything is measured over, in records. */
  static final int WINDOW = 72;

  /** How far back the longest comparison reaches, in records. */
  static final int KEPT = 4 * WINDOW;

  private static final int SLACK = 8;

  /** Differences below this part of the values are rounding. */
  private static final double ROUNDING = 1e-9;

  private final double[] values = new double[KEPT + SLACK];
  private int size;

  // What the last look showed.
  private double range;
  private double mean;
  private double step;
  private double longStep;

  /** Looks at the windows that end with this value, without keeping it. */
  void look(double value) {
    values[size] = value;
    int seen = size + 1;
    if (seen < WINDOW) {
      return;
    }
    double sum = 0;
    double min = value;
    double max = value;
    for (int i = seen - WINDOW; i < seen; i++) {
      double each = values[i];
      sum += each;
      min = Math.min(min, each);
      max = Math.max(max, each);
    }
    range = max - min;
    mean = sum / WINDOW;
    if (seen >= 2 * WINDOW) {
      double before = sum(seen - 2 * WINDOW);
      step = unlessRounding(mean - before / WINDOW, mean);
      if (seen >= 4 * WINDOW) {
        double old = sum(seen - 3 * WINDOW) + sum(seen - 4 * WINDOW);
        longStep = unlessRounding((sum + before - old) / (2 * WINDOW), mean);
      }
    }
  }

  private double sum(int from) {
    double sum = 0;
    for (int i = from; i < from + WINDOW; i++) {
      sum += values[i];
    }
    return sum;
  }

  /** The difference, or 0 if it is so small against the value that it means nothing. */
  static double unlessRounding(double difference, double value) {
    return Math.abs(difference) <= ROUNDING * Math.abs(value) ? 0 : difference;
  }

  /** Keeps the value looked at. */
  void keep() {
    size++;
    if (size == values.length) {
      System.arraycopy(values, size - KEPT + 1, values, 0, KEPT - 1);
      size = KEPT - 1;
    }
  }

  /** Whether range and mean are known of the value looked at. */
  boolean hasWindow() {
    return size + 1 >= WINDOW;
  }

  boolean hasStep() {
    return size + 1 >= 2 * WINDOW;
  }

  boolean hasLongStep() {
    return size + 1 >= 4 * WINDOW;
  }

  /** Largest less smallest value of the window. */
  double range() {
    return range;
  }

  double mean() {
    return mean;
  }

  /** Mean of the window less mean of the one before. */
  double step() {
    return step;
  }

  /** The same with windows of twice the length. */
  double longStep() {
    return longStep;
  }

  void write(StateWriter out) {
    int kept = Math.min(size, KEPT - 1);
    out.putInt(kept).putDoubles(values, size - kept, kept);
  }

  void read(StateReader in) {
    size = in.getInt(0, KEPT - 1);
    in.getDoubles(values, 0, size);
  }
}
