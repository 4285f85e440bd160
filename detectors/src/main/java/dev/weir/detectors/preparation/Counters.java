package dev.weir.detectors.preparation;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * Counters of a series as they stood last, to tell their increase. Mutable, one owner.
 *
 * <p>A counter that fell was reset: its increase is its value. Nothing is known of the first
 * record, nor of one that is older than the one before it; nor, where the increase is per second,
 * of one at the same time or without one.
 */
final class Counters {

  private static final double MILLIS = 1000;

  private final boolean perSecond;
  private final double[] last;
  private final long[] lastAt;

  Counters(ValuesAre kind, int features) {
    perSecond = kind == ValuesAre.COUNTER_PER_SECOND;
    last = new double[features];
    lastAt = new long[features];
    Arrays.fill(last, Double.NaN);
    Arrays.fill(lastAt, Rows.NO_TIME);
  }

  /** By how much a counter increased; not a number if that is unknown. */
  double increase(int feature, double value, long time) {
    double before = last[feature];
    boolean timed = time != Rows.NO_TIME && lastAt[feature] != Rows.NO_TIME;
    if (Double.isNaN(before) || (timed && time < lastAt[feature])) {
      return Double.NaN;
    }
    double increase = value >= before ? value - before : value;
    if (!perSecond) {
      return increase;
    }
    return timed && time > lastAt[feature]
        ? increase / ((time - (double) lastAt[feature]) / MILLIS)
        : Double.NaN;
  }

  /** From now on the counter stands there. */
  void observe(int feature, double value, long time) {
    boolean sameTime = time != Rows.NO_TIME && time == lastAt[feature];
    if (!perSecond || !sameTime) {
      last[feature] = value;
      lastAt[feature] = time;
    }
  }

  void write(StateWriter out) {
    out.putDoubles(last, 0, last.length);
    for (long at : lastAt) {
      out.putLong(at);
    }
  }

  void read(StateReader in) {
    in.getDoubles(last, 0, last.length);
    for (int i = 0; i < lastAt.length; i++) {
      lastAt[i] = in.getLong();
    }
  }
}
