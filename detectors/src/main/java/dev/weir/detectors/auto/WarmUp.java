package dev.weir.detectors.auto;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * The first values of a series, kept until there are enough to tell which of them are odd: those
 * are replaced by the value before them, so that a spike at the start does not count as usual.
 *
 * <p>Odd are values farther than 10 robust standard deviations from the median, if they make up at
 * most a tenth of all, come in at most two runs, and the nearest of them lies twice as far off as
 * the farthest of the others. Otherwise all are taken as they came.
 */
final class WarmUp {

  /** With fewer records nothing can be rarer than the gate of the consensus: 1 in 100. */
  static final int RECORDS = 200;

  private static final double FAR = 10;
  private static final double APART = 2;
  private static final int MOST = RECORDS / 10;
  private static final int MOST_RUNS = 2;
  private static final double NORMAL_IQR = 1.349;
  private static final double LEAST_SCALE = 1e-9;

  private final double[] values = new double[RECORDS];
  private final long[] times = new long[RECORDS];
  private int size;
  private double median;
  private double scale;

  void add(double value, long time) {
    values[size] = value;
    times[size] = time;
    size++;
  }

  /** How many records there are, at most {@link #RECORDS}. */
  int size() {
    return size;
  }

  double value(int record) {
    return values[record];
  }

  long time(int record) {
    return times[record];
  }

  /** Replaces what is odd. Once, when all records are there. */
  void trim() {
    measure();
    int odd = 0;
    int runs = 0;
    double nearest = Double.POSITIVE_INFINITY;
    double farthest = 0;
    for (int i = 0; i < size; i++) {
      double off = Math.abs(values[i] - median);
      if (isOdd(i)) {
        odd++;
        runs += i == 0 || !isOdd(i - 1) ? 1 : 0;
        nearest = Math.min(nearest, off);
      } else {
        farthest = Math.max(farthest, off);
      }
    }
    if (odd <= MOST && runs <= MOST_RUNS && nearest > APART * farthest) {
      replaceOdd();
    }
  }

  private void replaceOdd() {
    double before = median;
    for (int i = 0; i < size; i++) {
      if (isOdd(i)) {
        values[i] = before;
      } else {
        before = values[i];
      }
    }
  }

  private boolean isOdd(int i) {
    return Math.abs(values[i] - median) > FAR * scale;
  }

  private void measure() {
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    median = sorted[size / 2];
    scale = (sorted[3 * size / 4] - sorted[size / 4]) / NORMAL_IQR;
  }

  /** The middle of the values. */
  double middle() {
    return median;
  }

  /** How far values usually lie from the middle, above 0. */
  double spread() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.abs(values[i] - median);
    }
    return Math.max(
        Math.max(scale, sum / Math.max(1, size)),
        LEAST_SCALE * Math.abs(median) + Double.MIN_NORMAL);
  }

  void write(StateWriter out) {
    out.putDoubles(values, 0, size);
    for (int i = 0; i < size; i++) {
      out.putLong(times[i]);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateMismatchException if the number of records is not that of a warm-up
   */
  static WarmUp read(StateReader in, long records) {
    if (records < 0 || records >= RECORDS) {
      throw new StateMismatchException(
          "state holds %d where 0 to %d was expected".formatted(records, RECORDS - 1));
    }
    WarmUp first = new WarmUp();
    first.size = (int) records;
    in.getDoubles(first.values, 0, first.size);
    for (int i = 0; i < first.size; i++) {
      first.times[i] = in.getLong();
    }
    return first;
  }

  /** Takes over the last values of a series that was saved by an earlier version. */
  static WarmUp of(Recent recent) {
    WarmUp values = new WarmUp();
    int records = Math.min(RECORDS, recent.size());
    for (int ago = records; ago >= 1; ago--) {
      values.add(recent.usual(ago), Rows.NO_TIME);
    }
    return values;
  }
}
