package dev.weir.detectors.ewma;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * The normal values of one feature: median and robust spread of its last 512 to 1,024 values, from
 * 128 of them taken at even distances; each at first, then ever fewer, until every eighth replaces
 * the oldest. Up to a quarter of them may be anomalous before the spread is misled.
 */
final class Normal {

  /** Bytes of the state, as an upper bound. */
  static final int BYTES = 1_200;

  /** From how many values on a middle and a spread are made of them alone. */
  static final int FEWEST = 64;

  private static final int KEPT = 128;
  private static final int WIDEST = 8;

  /** Between the quartiles of a normal distribution lie so many standard deviations. */
  private static final double QUARTILES = 1.349;

  /** And so many are its standard deviation in mean deviations. */
  private static final double MEAN_DEVIATION = 1.2533;

  /** Smallest spread, in parts of the centre's magnitude; and smallest spread of all. */
  private static final double RELATIVE_FLOOR = 1e-9;

  private static final double ABSOLUTE_FLOOR = 1e-100;

  private final double[] ring = new double[KEPT];
  private final double[] sorted = new double[KEPT];
  private int size;
  private int next;
  private int stride = 1;
  private int skipped;
  private double centre;
  private double spread = ABSOLUTE_FLOOR;

  double centre() {
    return centre;
  }

  /** Above 0: never so small that a constant series could not move. */
  double spread() {
    return spread;
  }

  /** How many spreads a value lies above the centre. */
  double of(double value) {
    return (value - centre) / spread;
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
      int old = find(ring[next]);
      size--;
      System.arraycopy(sorted, old + 1, sorted, old, size - old);
    }
    insert(value);
    ring[next] = value;
    next = (next + 1) % KEPT;
    measure();
  }

  /** Drops every other value. */
  private void thin() {
    for (int i = 0; i < KEPT / 2; i++) {
      ring[i] = ring[2 * i + 1];
    }
    next = KEPT / 2;
    stride *= 2;
    sort(KEPT / 2);
  }

  /** Without {@code Arrays.sort}, which may allocate. */
  private void sort(int values) {
    size = 0;
    while (size < values) {
      insert(ring[size]);
    }
  }

  private void insert(double value) {
    int at = find(value);
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = value;
    size++;
  }

  /** Index of the first sorted value not below {@code value}. */
  private int find(double value) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Double.compare(sorted[middle], value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void measure() {
    int upper = size / 2;
    centre = size % 2 == 1 ? sorted[upper] : sorted[upper - 1] / 2 + sorted[upper] / 2;
    double quartiles = (sorted[3 * (size - 1) / 4] - sorted[(size - 1) / 4]) / QUARTILES;
    double measured = quartiles > 0 ? quartiles : MEAN_DEVIATION * meanDeviation();
    spread = Math.max(measured, Math.max(ABSOLUTE_FLOOR, RELATIVE_FLOOR * Math.abs(centre)));
  }

  private double meanDeviation() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.abs(sorted[i] - centre);
    }
    return sum / size;
  }

  void write(StateWriter out) {
    out.putInt(size).putInt(next).putInt(stride).putInt(skipped).putByte(0);
    out.putDouble(centre).putDouble(spread).putDoubles(ring, 0, KEPT);
  }

  void read(StateReader in) {
    size = in.getInt(0, KEPT);
    next = in.getInt(0, KEPT - 1);
    stride = in.getInt(1, WIDEST);
    skipped = in.getInt(0, WIDEST);
    in.getByte(); // Is always 0.
    centre = in.getDouble();
    spread = in.getDouble();
    in.getDoubles(ring, 0, KEPT);
    sort(size);
  }
}
