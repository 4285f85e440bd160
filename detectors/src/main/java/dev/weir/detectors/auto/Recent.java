package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * The last values of a series, and the statistics of their last windows. A value is looked at
 * before it is kept.
 *
 * <p>Values of an event are kept twice: as they came, and as the usual value in their place. While
 * the event goes on, windows hold it as it came. With the first usual value behind it they hold
 * what would have been usual, so that a window is not odd because of an event that is over.
 *
 * <p>Sums are computed from the values each time, so that no rounding error accumulates.
 */
final class Recent {

  /** Length of the basic window, in records. */
  static final int WINDOW = 72;

  /** Reach of the longest comparison, in records. */
  static final int KEPT = 4 * WINDOW;

  private static final int SLACK = 8;

  /** Differences below this part of the values are rounding. */
  private static final double ROUNDING = 1e-9;

  private final double[] usual = new double[KEPT + SLACK];

  /** Each value less the usual one; other than 0 at the last {@code pending} places at most. */
  private final float[] excess = new float[KEPT + SLACK];

  private int size;
  private int pending;
  private int measured;

  // Results of the last look.
  private double range;
  private boolean widens;
  private double mean;
  private double step;
  private double longStep;

  /**
   * Computes the windows that end with this value, without keeping it.
   *
   * @param odd whether the event goes on; if not, its values are replaced by usual ones
   */
  void look(double value, boolean odd) {
    usual[size] = value;
    int seen = size + 1;
    if (seen < WINDOW) {
      return;
    }
    int replaced = odd ? pending : 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = seen - WINDOW; i < size; i++) {
      double each = usual[i];
      sum += each;
      min = Math.min(min, each);
      max = Math.max(max, each);
    }
    sum += value;
    for (int i = Math.max(size - replaced, seen - WINDOW); i < size; i++) {
      double came = usual[i] + excess[i];
      sum += excess[i];
      min = Math.min(min, came);
      max = Math.max(max, came);
    }
    widens = min < max && (value >= max || value <= min);
    range = Math.max(max, value) - Math.min(min, value);
    mean = sum / WINDOW;
    if (seen >= 2 * WINDOW) {
      double before = sum(seen - 2 * WINDOW, replaced);
      step = unlessRounding(mean - before / WINDOW, mean);
      if (seen >= 4 * WINDOW) {
        double old = sum(seen - 3 * WINDOW, replaced) + sum(seen - 4 * WINDOW, replaced);
        longStep = unlessRounding((sum + before - old) / (2 * WINDOW), mean);
      }
    }
  }

  private double sum(int from, int replaced) {
    double sum = 0;
    for (int i = from; i < from + WINDOW; i++) {
      sum += usual[i];
    }
    for (int i = Math.max(from, size - replaced); i < from + WINDOW; i++) {
      sum += excess[i];
    }
    return sum;
  }

  /** The difference, or 0 if it is so small against the value that it means nothing. */
  static double unlessRounding(double difference, double value) {
    return Math.abs(difference) <= ROUNDING * Math.abs(value) ? 0 : difference;
  }

  /** Keeps a value that belongs to no event. */
  void keep(double value) {
    endEvent();
    measured = Math.min(measured + 1, WINDOW);
    append(value, 0);
  }

  /** Keeps a value in the place of one that is missing. */
  void fill(double value) {
    endEvent();
    measured = 0;
    append(value, 0);
  }

  /**
   * Keeps a value of an event.
   *
   * @param instead what would have been usual
   */
  void keepOdd(double value, double instead) {
    pending = Math.min(pending + 1, KEPT - 1);
    measured = 0;
    append(instead, (float) (value - instead));
  }

  private void append(double value, float over) {
    usual[size] = value;
    excess[size] = over;
    size++;
    if (size == usual.length) {
      System.arraycopy(usual, size - KEPT + 1, usual, 0, KEPT - 1);
      System.arraycopy(excess, size - KEPT + 1, excess, 0, KEPT - 1);
      size = KEPT - 1;
    }
  }

  /**
   * Takes a value that is kept already for one of an event.
   *
   * @param ago 1 for the last one kept; to be called for older ones first
   */
  void setAside(int ago, double instead) {
    excess[size - ago] = (float) (usual[size - ago] - instead);
    usual[size - ago] = instead;
    pending = Math.max(pending, ago);
    measured = 0;
  }

  private void endEvent() {
    for (int i = size - pending; i < size; i++) {
      excess[i] = 0;
    }
    pending = 0;
  }

  /** Takes the values of the event as they came for usual from here on. */
  void accept() {
    for (int i = size - pending; i < size; i++) {
      usual[i] += excess[i];
    }
    endEvent();
  }

  /** By how much the last window lies above what would have been usual, on average. */
  double shift() {
    int from = Math.max(0, size - WINDOW);
    double sum = 0;
    for (int i = from; i < size; i++) {
      sum += excess[i];
    }
    return size == 0 ? 0 : sum / (size - from);
  }

  /**
   * The usual value so many records ago.
   *
   * @param ago 1 for the last one kept, at most {@link #size}
   */
  double usual(int ago) {
    return usual[size - ago];
  }

  /** How many values are kept. */
  int size() {
    return size;
  }

  /** Whether the last window holds neither stand-ins nor an event. */
  boolean isMeasured() {
    return measured == WINDOW;
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

  /**
   * Whether the value looked at is the largest or the smallest of its window, the others of which
   * are not all equal.
   */
  boolean widens() {
    return widens;
  }

  double mean() {
    return mean;
  }

  /** Mean of the window less mean of the one before. */
  double step() {
    return step;
  }

  /** As {@link #step}, of windows of twice the length. */
  double longStep() {
    return longStep;
  }

  void write(StateWriter out) {
    int kept = Math.min(size, KEPT - 1);
    out.putInt(kept).putInt(Math.min(pending, kept)).putInt(measured);
    out.putDoubles(usual, size - kept, kept).putFloats(excess, size - kept, kept);
  }

  void read(StateReader in) {
    size = in.getInt(0, KEPT - 1);
    pending = in.getInt(0, size);
    measured = in.getInt(0, WINDOW);
    in.getDoubles(usual, 0, size);
    in.getFloats(excess, 0, size);
  }

  /** Reads what version 3 of the state holds: the values alone. */
  void readValues(StateReader in) {
    size = in.getInt(0, KEPT - 1);
    in.getDoubles(usual, 0, size);
    measured = Math.min(size, WINDOW);
  }
}
