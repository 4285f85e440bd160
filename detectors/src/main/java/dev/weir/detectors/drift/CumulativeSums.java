package dev.weir.detectors.drift;

import java.util.Optional;

/** How far the sums of deviations of bounded values from their mean have risen and fallen. */
final class CumulativeSums {

  /** Numbers that it is written as. */
  static final int SIZE = 9;

  /** Of a standard deviation, that is taken off each step. */
  private static final double ALLOWANCE = 0.25;

  /** So many of the farthest values in a row are no drift, whatever the reference says. */
  private static final double FARTHEST_VALUES = 8;

  private static final int HALVINGS = 50;

  private final double allowance;
  private final double rate;
  private final double highest;
  private double count;
  private double mean;
  private final Side up = new Side();
  private final Side down = new Side();

  private static final class Side {
    double height;
    double steps;

    void add(double step) {
      height += step;
      steps++;
      if (height <= 0) {
        height = 0;
        steps = 0;
      }
    }
  }

  /**
   * A sum that rose too high.
   *
   * @param chance a bound on the probability to come so high from where it began
   */
  record Rise(double height, double allowed, double chance, double before, double after) {}

  private CumulativeSums(double allowance, double rate, double highest) {
    this.allowance = allowance;
    this.rate = rate;
    this.highest = highest;
  }

  /**
   * Takes the values for normal.
   *
   * @param patience how many values like these shall pass at least, in the mean, until a side rises
   *     too high by chance
   */
  static CumulativeSums begin(double[] values, double patience) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    double unit = deviation > 0 ? deviation : 1;
    double error = 2 * unit / Math.sqrt(values.length);
    double allowance = Math.max(ALLOWANCE * unit, 2 * error);
    double rate =
        Math.min(
            rate(values, mean, 1, allowance - error, unit),
            rate(values, mean, -1, allowance - error, unit));
    double highest = Math.max(StrictMath.log(patience) / rate, FARTHEST_VALUES * Units.FARTHEST);
    CumulativeSums sums = new CumulativeSums(allowance, rate, highest);
    sums.count = values.length;
    sums.mean = mean;
    return sums;
  }

  /** The rate a above 0 at which exp(a x) of a step has mean 1, at most one per unit. */
  private static double rate(
      double[] values, double mean, int side, double allowance, double unit) {
    double low = 0;
    double high = 1 / unit;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (double value : values) {
        sum += StrictMath.exp(middle * (side * (value - mean) - allowance));
      }
      if (sum < values.length) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Takes a value; a side that rises too high begins again. */
  Optional<Rise> add(double value) {
    count++;
    mean += (value - mean) / count;
    up.add(value - mean - allowance);
    down.add(mean - value - allowance);
    if (Math.max(up.height, down.height) <= highest) {
      return Optional.empty();
    }
    int side = up.height > down.height ? 1 : -1;
    Side risen = side > 0 ? up : down;
    double after = mean + side * (risen.height / risen.steps + allowance);
    Rise rise = new Rise(risen.height, highest, StrictMath.exp(-rate * risen.height), mean, after);
    up.add(-up.height);
    down.add(-down.height);
    return Optional.of(rise);
  }

  // ---- State.

  void write(double[] into, int at) {
    into[at] = allowance;
    into[at + 1] = rate;
    into[at + 2] = highest;
    into[at + 3] = count;
    into[at + 4] = mean;
    into[at + 5] = up.height;
    into[at + 6] = up.steps;
    into[at + 7] = down.height;
    into[at + 8] = down.steps;
  }

  static CumulativeSums read(double[] from, int at) {
    CumulativeSums sums = new CumulativeSums(from[at], from[at + 1], from[at + 2]);
    sums.count = from[at + 3];
    sums.mean = from[at + 4];
    sums.up.height = from[at + 5];
    sums.up.steps = from[at + 6];
    sums.down.height = from[at + 7];
    sums.down.steps = from[at + 8];
    return sums;
  }
}
