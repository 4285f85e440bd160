package dev.weir.detectors.auto;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.View;

/**
 * Expects what came at this hour of the day or of the week: a slow mean for each. It follows about
 * the last 20 values of its hour and, where an hour has more than a dozen, those of its last hour
 * and two thirds: whatever the rate, about this time and the last. Expects nothing of an hour it
 * has seen fewer than 2 values of, nor of a value without a time.
 */
final class Calendar extends Expectation {

  static final int DAY = 24;
  static final int WEEK = 168;

  private static final long HOUR = 3_600_000;
  private static final int FEWEST = 2;
  private static final int SHORTEST = 20;
  private static final int LONGEST = 30_000;
  private static final double HOURS_KEPT = 5 / 3.0;
  private static final double GAIN = 0.25;

  private final int hours;
  private final double[] means;
  private final short[] counts;
  private int hour = -1;
  private int records;
  private double perHour;

  /** A calendar of so many hours that knows nothing. */
  Calendar(int hours) {
    this.hours = hours;
    means = new double[hours];
    counts = new short[hours];
  }

  @Override
  View view() {
    return hours == DAY ? View.HOUR_OF_DAY : View.HOUR_OF_WEEK;
  }

  @Override
  boolean isKnown(long time) {
    return time != Rows.NO_TIME && counts[hour(time)] >= FEWEST;
  }

  @Override
  double expected(long time) {
    return means[hour(time)];
  }

  @Override
  void follow(double value, long time) {
    if (time == Rows.NO_TIME) {
      return;
    }
    int now = hour(time);
    if (now != hour) {
      perHour += (perHour == 0 ? 1 : GAIN) * (records - perHour);
      hour = now;
      records = 0;
    }
    records = Math.min(records + 1, LONGEST);
    double memory = Math.max(SHORTEST, HOURS_KEPT * Math.max(perHour, records));
    counts[now] = (short) Math.min(counts[now] + 1, Math.min(memory, LONGEST));
    means[now] += (value - means[now]) / counts[now];
  }

  @Override
  void move(double by) {
    for (int i = 0; i < hours; i++) {
      means[i] += counts[i] > 0 ? by : 0;
    }
  }

  private int hour(long time) {
    return Math.floorMod(Math.floorDiv(time, HOUR), hours);
  }

  @Override
  void write(StateWriter out) {
    super.write(out);
    out.putInt(hour).putInt(records).putDouble(perHour);
    out.putDoubles(means, 0, hours).putShorts(counts, 0, hours);
  }

  @Override
  void read(StateReader in) {
    super.read(in);
    readOwn(in);
  }

  @Override
  void readBefore(StateReader in) {
    super.readBefore(in);
    readOwn(in);
  }

  private void readOwn(StateReader in) {
    hour = in.getInt(-1, hours - 1);
    records = in.getInt(0, LONGEST);
    perHour = in.getDouble();
    in.getDoubles(means, 0, hours);
    in.getShorts(counts, 0, hours);
  }
}
