package dev.weir.detectors.forecast;

import java.util.Arrays;

/**
 * Holds forecasts of values that were made before the values were seen, each with a band, at the
 * index of the value in the values of the rows. Takes no memory until the first one is put.
 */
public final class Forecasts {

  private double[] values = new double[0];
  private double[] lows = new double[0];
  private double[] highs = new double[0];

  /** The forecast of a single value. */
  public static Forecasts of(double value, double low, double high) {
    Forecasts one = new Forecasts();
    one.put(0, value, low, high, 1);
    return one;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /** The forecast of a value. */
  public double value(int at) {
    return values[at];
  }

  /** Lower end of its band. */
  public double low(int at) {
    return lows[at];
  }

  /** Upper end of its band. */
  public double high(int at) {
    return highs[at];
  }

  /**
   * Puts the forecast of a value.
   *
   * @param size how many values there are at least
   */
  public void put(int at, double value, double low, double high, int size) {
    fit(size);
    values[at] = value;
    lows[at] = low;
    highs[at] = high;
  }

  /**
   * Takes over the forecasts of {@code width} values.
   *
   * @param size how many values there are at least
   */
  public void copy(int to, Forecasts from, int at, int width, int size) {
    fit(size);
    System.arraycopy(from.values, at, values, to, width);
    System.arraycopy(from.lows, at, lows, to, width);
    System.arraycopy(from.highs, at, highs, to, width);
  }

  private void fit(int size) {
    if (values.length < size) {
      values = Arrays.copyOf(values, size);
      lows = Arrays.copyOf(lows, size);
      highs = Arrays.copyOf(highs, size);
    }
  }
}
