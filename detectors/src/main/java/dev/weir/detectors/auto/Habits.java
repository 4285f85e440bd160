package dev.weir.detectors.auto;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * Events that come each week in the same hour, such as a weekly job. Once an hour of the week has
 * held one in {@value #WEEKS} weeks, with at most one week in between left out, its usual size is
 * taken off the values of that hour before they are judged, where that makes them less odd. If
 * nearly all records of the hour belonged to the event, it is taken off always, so that its absence
 * is odd.
 */
final class Habits {

  static final int WEEKS = 3;

  private static final int HOURS = 168;
  private static final long HOUR = 3_600_000;
  private static final double GAIN = 0.3;
  private static final int MOST_WEEKS = 100;
  private static final double WHOLE = 0.75;

  private final float[] sizes = new float[HOURS];
  private final short[] lastWeek = new short[HOURS];
  private final byte[] weeks = new byte[HOURS];
  private final boolean[] isWhole = new boolean[HOURS];

  // The hour under way.
  private int hour = -1;
  private int records;
  private int odd;

  /** The size of the event that is usual at that time; 0 if there is none. */
  double size(long time) {
    if (time == Rows.NO_TIME) {
      return 0;
    }
    int slot = slot(time);
    return weeks[slot] >= WEEKS ? sizes[slot] : 0;
  }

  /** Whether the usual event of that time takes the whole hour. */
  boolean isWhole(long time) {
    return time != Rows.NO_TIME && isWhole[slot(time)];
  }

  /**
   * Takes note of a record.
   *
   * @param excess its value less what would be usual without an event
   * @param isOdd whether it belongs to an event, or is what an event usually is at that time
   */
  void learn(long time, double excess, boolean isOdd) {
    if (time == Rows.NO_TIME) {
      return;
    }
    int slot = slot(time);
    if (slot != hour) {
      endHour();
      hour = slot;
    }
    records++;
    if (isOdd) {
      odd++;
      count(slot, (short) Math.floorDiv(time, HOURS * HOUR), (float) excess);
    }
  }

  private void endHour() {
    if (hour >= 0 && odd > 0) {
      isWhole[hour] = odd >= WHOLE * records;
    }
    records = 0;
    odd = 0;
  }

  private void count(int slot, short week, float excess) {
    int since = (short) (week - lastWeek[slot]);
    boolean isLike = excess > 0 == sizes[slot] > 0;
    if (weeks[slot] == 0 || since < 0 || since > 2 || !isLike) {
      weeks[slot] = 1;
      sizes[slot] = excess;
    } else {
      weeks[slot] = (byte) Math.min(weeks[slot] + (since > 0 ? 1 : 0), MOST_WEEKS);
      sizes[slot] += (float) GAIN * (excess - sizes[slot]);
    }
    lastWeek[slot] = week;
  }

  private static int slot(long time) {
    return Math.floorMod(Math.floorDiv(time, HOUR), HOURS);
  }

  void write(StateWriter out) {
    out.putInt(hour).putInt(records).putInt(odd);
    out.putFloats(sizes, 0, HOURS).putShorts(lastWeek, 0, HOURS);
    for (int i = 0; i < HOURS; i++) {
      out.putByte(weeks[i]).putByte(isWhole[i] ? 1 : 0);
    }
  }

  void read(StateReader in) {
    hour = in.getInt(-1, HOURS - 1);
    records = in.getInt(0, Integer.MAX_VALUE);
    odd = in.getInt(0, records);
    in.getFloats(sizes, 0, HOURS);
    in.getShorts(lastWeek, 0, HOURS);
    for (int i = 0; i < HOURS; i++) {
      weeks[i] = in.getByte();
      isWhole[i] = in.getByte() == 1;
    }
  }
}
