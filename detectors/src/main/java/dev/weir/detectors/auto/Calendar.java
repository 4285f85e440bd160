package dev.weir.detectors.auto;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * Expects what came at this hour of the week, in UTC: 168 slow means. Each follows about the last
 * 20 values of its hour, and where an hour has more than a dozen, those of its last hour and a
 * half: whatever the rate, about this week's and last week's.
 */
final class Calendar {

  private static final long HOUR = 3_600_000;
  private static final int HOURS = 168;
  private static final int VISITS = 2;
  private static final int SHORTEST = 20;
  private static final double HOURS_KEPT = 5 / 3.0;
  private static final double GAIN = 0.25;

  private final double[] means = new double[HOURS];
  private final int[] counts = new int[HOURS];
  private int hour = -1;
  private int records;
  private double perHour;

  /** Whether there is a mean to expect at that time. */
  boolean isKnown(long time) {
    return time != Rows.NO_TIME && counts[hour(time)] >= VISITS;
  }

  double expected(long time) {
    return means[hour(time)];
  }

  void learn(double value, long time) {
    if (time == Rows.NO_TIME) {
      return;
    }
    int now = hour(time);
    if (now != hour) {
      perHour += (perHour == 0 ? 1 : GAIN) * (records - perHour);
      hour = now;
      records = 0;
    }
    records++;
    int memory = (int) Math.max(SHORTEST, HOURS_KEPT * Math.max(perHour, records));
    counts[now] = Math.min(counts[now] + 1, memory);
    means[now] += (value - means[now]) / counts[now];
  }

  private static int hour(long time) {
    return (int) (Math.floorDiv(time, HOUR) % HOURS + HOURS) % HOURS;
  }

  void write(StateWriter out) {
    out.putInt(hour).putInt(records).putDouble(perHour);
    out.putDoubles(means, 0, HOURS).putInts(counts, 0, HOURS);
  }

  void read(StateReader in) {
    hour = in.getInt(-1, HOURS - 1);
    records = in.getInt(0, Integer.MAX_VALUE);
    perHour = in.getDouble();
    in.getDoubles(means, 0, HOURS);
    in.getInts(counts, 0, HOURS);
  }
}
