package dev.weir.detectors;

import java.util.Arrays;

/**
 * Points in one flat array, the shape they travel in: row {@code i} is {@code values[start(i) ..
 * start(i) + width(i))}, and each has its event time. Rows may differ in width. Filled value by
 * value, then read; one owner at a time.
 */
public final class Rows {

  /**
   * The largest magnitude that counts as a measurement. Far beyond any unit, and small enough that
   * sums of squares stay finite.
   */
  public static final double LARGEST = 1e100;

  /** The time of a point of which none is known. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private double[] values;
  private int[] bounds;
  private long[] times;
  private int size;
  private int end;

  /** Room for so many rows of so many values; grows when that is not enough. */
  public Rows(int rows, int valuesPerRow) {
    values = new double[Math.max(1, rows * valuesPerRow)];
    bounds = new int[rows + 1];
    times = new long[rows];
  }

  /** Rows of one point each, without times. */
  public static Rows of(double[]... points) {
    Rows rows = new Rows(points.length, points.length == 0 ? 0 : points[0].length);
    for (double[] point : points) {
      for (double value : point) {
        rows.add(value);
      }
      rows.endRow(NO_TIME);
    }
    return rows;
  }

  /** Whether every value is finite and at most {@link #LARGEST} in magnitude. */
  public static boolean measurable(double[] values, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (!(Math.abs(values[i]) <= LARGEST)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a value is measurable, and each of the others is so or missing: not a number. */
  public static boolean partlyMeasurable(double[] values, int from, int length) {
    boolean any = false;
    for (int i = from; i < from + length; i++) {
      if (Math.abs(values[i]) <= LARGEST) {
        any = true;
      } else if (!Double.isNaN(values[i])) {
        return false;
      }
    }
    return any;
  }

  /** Forgets all rows. */
  public void clear() {
    size = 0;
    end = 0;
  }

  /** Appends a value to the row under way. */
  public void add(double value) {
    if (end == values.length) {
      values = Arrays.copyOf(values, 2 * end);
    }
    values[end++] = value;
  }

  /** Appends values to the row under way. */
  public void add(double[] from, int at, int length) {
    while (end + length > values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    System.arraycopy(from, at, values, end, length);
    end += length;
  }

  /** Forgets the values of the row under way. */
  public void dropRow() {
    end = bounds[size];
  }

  /**
   * Ends the row under way; the next value begins another.
   *
   * @param time when it was measured, in milliseconds since 1970-01-01T00:00:00Z, or {@link
   *     #NO_TIME}
   */
  public void endRow(long time) {
    if (size + 1 == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
      times = Arrays.copyOf(times, bounds.length - 1);
    }
    times[size] = time;
    bounds[++size] = end;
  }

  /** Puts other values, as many, and another time into a row. */
  public void replace(int row, double[] with, long time) {
    System.arraycopy(with, 0, values, bounds[row], width(row));
    times[row] = time;
  }

  /** How many rows were ended. */
  public int size() {
    return size;
  }

  /** How many values the row under way has so far. */
  public int pending() {
    return end - bounds[size];
  }

  /** Where the row's values begin in {@link #values()}. */
  public int start(int row) {
    return bounds[row];
  }

  /** How many values the row has. */
  public int width(int row) {
    return bounds[row + 1] - bounds[row];
  }

  /** When the row was measured, in milliseconds since 1970 UTC, or {@link #NO_TIME}. */
  public long time(int row) {
    return times[row];
  }

  /** The row's value number {@code feature}. */
  public double value(int row, int feature) {
    return values[bounds[row] + feature];
  }

  /** The array itself, not a copy: for reading. Valid until the next value is added. */
  public double[] values() {
    return values;
  }

  /** A copy of one row. */
  public double[] point(int row) {
    return Arrays.copyOfRange(values, bounds[row], bounds[row + 1]);
  }
}
