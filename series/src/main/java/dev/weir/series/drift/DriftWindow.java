package dev.weir.series.drift;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/** The records of a series since the last drift check. Grows up to its size; one owner. */
public final class DriftWindow {

  private static final int SMALLEST = 16;

  private final int records;
  private final int features;
  private double[] values = new double[0];
  private int filled;
  private long since;

  /** A window of so many records. */
  public DriftWindow(int records, int features) {
    this.records = records;
    this.features = features;
  }

  /** Appends a record. The window must not be full. */
  public void add(double[] from, int at, long time) {
    if (filled == 0) {
      since = time;
    }
    int end = (filled + 1) * features;
    if (values.length < end) {
      int room = Math.min(records, Math.max(SMALLEST, 2 * filled));
      values = Arrays.copyOf(values, room * features);
    }
    System.arraycopy(from, at, values, end - features, features);
    filled++;
  }

  public boolean isFull() {
    return filled == records;
  }

  /** How many records still fit. */
  public int room() {
    return records - filled;
  }

  /** Reads where the next record goes, so that it is in the cache when that one comes. */
  public double prefetch() {
    int next = filled * features;
    return next < values.length ? values[next] : filled;
  }

  /** Event time of the first record. */
  public long since() {
    return since;
  }

  /** Hands the full window over and starts another. */
  public double[] take() {
    double[] full = values;
    values = new double[full.length];
    filled = 0;
    return full;
  }

  public void write(StateWriter out) {
    out.putInt(filled).putLong(since).putDoubles(values, 0, filled * features);
  }

  /** Takes over what {@link #write} wrote. */
  public void read(StateReader in) {
    filled = in.getInt(0, Math.min(records, in.remaining() / (8 * features)));
    since = in.getLong();
    values = new double[filled * features];
    in.getDoubles(values, 0, values.length);
  }
}
