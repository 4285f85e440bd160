package dev.weir.benchmarks.scenarios;

import dev.weir.detectors.Rows;
import dev.weir.detectors.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A series in the making: values that are drawn, changed and then sealed. */
final class Draft {

  static final long MINUTE = 60_000;
  static final int DAY_MINUTES = 1_440;

  /** A Sunday, 00:00 UTC. */
  private static final long START = 1_772_323_200_000L;

  final int size;
  final int step;
  private final SplitMix64 random;
  private final double[][] columns;
  private final boolean[] missing;
  private final List<Event> events = new ArrayList<>();

  /**
   * A series of zeros.
   *
   * @param stepMinutes minutes between two rows
   */
  Draft(long seed, int size, int stepMinutes, int features) {
    random = new SplitMix64(SplitMix64.mix(seed + 77));
    this.size = size;
    step = stepMinutes;
    columns = new double[features][size];
    missing = new boolean[size];
  }

  /** Rows in so many minutes, at least 1. */
  int rows(double minutes) {
    return Math.max(1, (int) Math.round(minutes / step));
  }

  /** Rows in a day. */
  int day() {
    return rows(DAY_MINUTES);
  }

  double uniform() {
    return random.nextDouble();
  }

  double gaussian() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  double poisson(double mean) {
    double product = 1;
    int count = -1;
    while (product > StrictMath.exp(-mean)) {
      product *= uniform();
      count++;
    }
    return count;
  }

  double get(int row) {
    return columns[0][row];
  }

  Draft set(int row, double value) {
    columns[0][row] = value;
    return this;
  }

  Draft addTo(int feature, int row, double value) {
    columns[feature][row] += value;
    return this;
  }

  Draft add(int row, double value) {
    return addTo(0, row, value);
  }

  /** Adds to each row of the first feature. */
  Draft plus(IntToDoubleFunction value) {
    for (int i = 0; i < size; i++) {
      columns[0][i] += value.applyAsDouble(i);
    }
    return this;
  }

  Draft level(double level) {
    return plus(_ -> level);
  }

  Draft noise(double deviation) {
    return plus(_ -> deviation * gaussian());
  }

  /** A sine of so many minutes. */
  Draft wave(double amplitude, double minutes) {
    return plus(i -> wave(i, amplitude, minutes));
  }

  double wave(int row, double amplitude, double minutes) {
    return amplitude * StrictMath.sin(2 * Math.PI * row * (double) step / minutes);
  }

  /** Lower on the first and the last day of each week. */
  Draft weekends(double depth) {
    return plus(i -> isWeekend(i) ? -depth : 0);
  }

  boolean isWeekend(int row) {
    int dayOfWeek = row / day() % 7;
    return dayOfWeek == 0 || dayOfWeek == 6;
  }

  /** An event that has to be found. */
  Draft event(int from, int to) {
    return lasting(from, to, 0);
  }

  /** An event whose aftermath is not judged. */
  Draft lasting(int from, int to, int grace) {
    events.add(new Event(from, Math.min(size, to), grace, true));
    return this;
  }

  /** Rows in which alerts count neither way. */
  Draft ignored(int from, int to) {
    events.add(new Event(from, Math.min(size, to), 0, false));
    return this;
  }

  /** Adds to the first feature in an event. */
  Draft burst(int from, int length, double by) {
    for (int i = from; i < Math.min(size, from + length); i++) {
      columns[0][i] += by;
    }
    return event(from, from + length);
  }

  /** Sets the first feature in an event, with noise. */
  Draft outage(int from, int length, double to, double deviation) {
    for (int i = from; i < Math.min(size, from + length); i++) {
      columns[0][i] = to + deviation * gaussian();
    }
    return event(from, from + length);
  }

  /** Holds the value of the row before in an event. */
  Draft stuck(int from, int length) {
    Arrays.fill(columns[0], from, Math.min(size, from + length), columns[0][from - 1]);
    return event(from, from + length);
  }

  /** Adds to the first feature from a row to the end. */
  Draft shift(int from, double by) {
    for (int i = from; i < size; i++) {
      columns[0][i] += by;
    }
    return this;
  }

  /** Leaves out rows: their times pass without a record. */
  Draft gap(int from, int length) {
    Arrays.fill(missing, from, from + length, true);
    return ignored(from, from + length);
  }

  /** Rounds the first feature to a multiple. */
  Draft rounded(double to) {
    for (int i = 0; i < size; i++) {
      columns[0][i] = Math.rint(columns[0][i] / to) * to;
    }
    return this;
  }

  MadeSeries done() {
    Rows rows = new Rows(size, columns.length);
    int[] at = new int[size + 1];
    int kept = 0;
    for (int i = 0; i < size; i++) {
      at[i] = kept;
      if (!missing[i]) {
        for (double[] column : columns) {
          rows.add(column[i]);
        }
        rows.endRow(START + (long) i * step * MINUTE);
        kept++;
      }
    }
    at[size] = kept;
    List<Event> moved = new ArrayList<>();
    for (Event e : events) {
      moved.add(new Event(at[e.from()], at[e.to()], e.grace(), e.wanted()));
    }
    moved.sort((a, b) -> Integer.compare(a.from(), b.from()));
    return new MadeSeries(rows, List.copyOf(moved), step * MINUTE);
  }
}
