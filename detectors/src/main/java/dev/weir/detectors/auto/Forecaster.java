package dev.weir.detectors.auto;

import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.forecast.Forecasts;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts a value before it is seen, by the expectation with the smallest mean absolute error
 * over about the last {@value #LATELY} values; the last value itself is one of the candidates. The
 * band around it holds {@link #COVERAGE} of the values outside of events.
 */
final class Forecaster {

  /*
   * The ends of the band lie so many mean absolute errors off. After a value beyond an end that
   * number grows by STEP * (1 - BEYOND) of itself, after each other one it falls by STEP * BEYOND:
   * in the long run the share BEYOND lies outside of each end, whatever the distribution (I. Gibbs,
   * E. Candès, Adaptive Conformal Inference Under Distribution Shift, 2021).
   */

  /** The share of the values outside of events that the band holds. */
  static final double COVERAGE = 0.95;

  private static final double BEYOND = (1 - COVERAGE) / 2;
  private static final double STEP = 0.1;

  /** Where 2.5 % of a normal distribution lie beyond, in mean absolute deviations. */
  private static final double NORMAL = 2.456;

  private static final double NARROWEST = 1e-3;
  private static final double WIDEST = 1e6;
  private static final int LATELY = 100;
  private static final int FEWEST = 10;

  private final Recent recent;
  private final @Nullable Habits habits;
  private final Expectation[] expectations;

  /** Mean absolute error of each expectation, then of the last value. */
  private final double[] errors;

  /** How many errors each mean is of, at most {@link #LATELY}. */
  private final int[] counts;

  private double up = NORMAL;
  private double down = NORMAL;

  // Results of the last look: what each candidate expects, NaN for nothing, and the best of them.
  private final double[] expected;
  private int best = -1;

  Forecaster(Recent recent, @Nullable Habits habits, Expectation[] expectations) {
    this.recent = recent;
    this.habits = habits;
    this.expectations = expectations;
    int candidates = expectations.length + 1;
    errors = new double[candidates];
    counts = new int[candidates];
    expected = new double[candidates];
  }

  /** Looks ahead to the next value, of that time. */
  void look(long time) {
    int last = expectations.length;
    for (int i = 0; i < last; i++) {
      expected[i] = expectations[i].isKnown(time) ? expectations[i].expected(time) : Double.NaN;
    }
    expected[last] = recent.size() > 0 ? recent.usual(1) : Double.NaN;
    best = -1;
    for (int i = 0; i <= last; i++) {
      if (counts[i] >= FEWEST
          && !Double.isNaN(expected[i])
          && (best < 0 || errors[i] < errors[best])) {
        best = i;
      }
    }
  }

  /** Writes what the last look saw, which was to that time, for the value at an index. */
  void write(long time, int row, int at, Scores out) {
    if (best >= 0) {
      double habit = habit(time);
      out.forecast(row, at, habit + expected[best], habit + low(), habit + high());
    }
  }

  /** The forecast for that time; none if nothing can be forecast yet. */
  Forecasts forecasts(long time) {
    look(time);
    double habit = habit(time);
    return best < 0
        ? new Forecasts()
        : Forecasts.of(habit + expected[best], habit + low(), habit + high());
  }

  /** The size of an event that takes the hour of that time every week; 0 if there is none. */
  private double habit(long time) {
    return habits != null && habits.isWhole(time) ? habits.size(time) : 0;
  }

  private double low() {
    return expected[best] - down * errors[best];
  }

  private double high() {
    return expected[best] + up * errors[best];
  }

  /** Learns how far off each candidate was of the value that was looked ahead to. */
  void learn(double value) {
    if (best >= 0) {
      up = moved(up, value > high());
      down = moved(down, value < low());
    }
    for (int i = 0; i < errors.length; i++) {
      if (!Double.isNaN(expected[i])) {
        counts[i] = Math.min(counts[i] + 1, LATELY);
        errors[i] += (Math.abs(value - expected[i]) - errors[i]) / counts[i];
      }
    }
  }

  private static double moved(double width, boolean isBeyond) {
    double by = STEP * ((isBeyond ? 1 : 0) - BEYOND);
    return Math.clamp(width * (1 + by), NARROWEST, WIDEST);
  }

  void write(StateWriter out) {
    out.putDouble(up).putDouble(down).putDoubles(errors, 0, errors.length);
    for (int count : counts) {
      out.putInt(count);
    }
  }

  void read(StateReader in) {
    up = in.getDouble();
    down = in.getDouble();
    in.getDoubles(errors, 0, errors.length);
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.getInt(0, LATELY);
    }
  }
}
