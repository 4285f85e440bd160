package dev.weir.detectors.auto;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * How far the records of a series lie apart in time, where that is nearly always equal. Times that
 * are missing, stand still or go back say nothing.
 */
final class Cadence {

  private static final double GAIN = 0.05;
  private static final double NEAR = 0.25;
  private static final double REGULAR = 0.9;
  private static final double IRREGULAR = 0.5;
  private static final double GAP = 1.5;

  private static final double MONTH = 30 * 86_400_000.0;

  /** A series of so many records in 30 days counts an event as one record, slower ones as less. */
  private static final double WHOLE_SHARE = 8_640;

  private static final double LEAST_SHARE = 0.03;

  private long last = Rows.NO_TIME;
  private double step;
  private double regular;

  /**
   * How many records are missing before one of that time.
   *
   * @return 0 to {@link Recent#KEPT}; 0 if the series has no regular step
   */
  int missing(long time) {
    if (last == Rows.NO_TIME || time == Rows.NO_TIME || !isRegular()) {
      return 0;
    }
    double gap = ((double) time - last) / step;
    return gap < GAP ? 0 : (int) Math.min(Recent.KEPT, Math.rint(gap) - 1);
  }

  /** The time of the record so many steps before one of that time. */
  long before(long time, int steps) {
    return time - Math.round(steps * step);
  }

  /** Records in 30 days; 0 if the series has no regular step. */
  double perMonth() {
    return isRegular() ? MONTH / step : 0;
  }

  /** As how much of a record an event counts: events are counted by time, not by records. */
  double share() {
    double records = perMonth();
    return records == 0 ? 1 : Math.clamp(records / WHOLE_SHARE, LEAST_SHARE, 1);
  }

  private boolean isRegular() {
    return regular >= REGULAR && step > 0;
  }

  void note(long time) {
    if (time == Rows.NO_TIME) {
      return;
    }
    if (last != Rows.NO_TIME) {
      note((double) time - last);
    }
    last = time;
  }

  private void note(double gap) {
    if (step <= 0) {
      step = Math.max(0, gap);
    }
    boolean near = step > 0 && Math.abs(gap - step) <= NEAR * step;
    regular += GAIN * ((near ? 1 : 0) - regular);
    if (near) {
      step += GAIN * (gap - step);
    } else if (regular < IRREGULAR && gap > 0) {
      step = gap;
    }
  }

  void write(StateWriter out) {
    out.putLong(last).putDouble(step).putDouble(regular);
  }

  void read(StateReader in) {
    last = in.getLong();
    step = in.getDouble();
    regular = in.getDouble();
  }
}
