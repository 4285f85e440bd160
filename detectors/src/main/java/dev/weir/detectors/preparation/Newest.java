package dev.weir.detectors.preparation;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * The newest event time of a series: what is older by more than is allowed is late. Mutable, one
 * owner.
 *
 * <p>What is late changes nothing. A time far ahead is a clock that is wrong, or the end of a gap:
 * the third in a row is believed.
 */
final class Newest {

  private static final int BELIEVED = 3;

  private final boolean on;
  private final long allowed;
  private final long maxSkew;
  private long newest = Rows.NO_TIME;
  private int ahead;

  Newest(Lateness rule) {
    on = rule.allowed().isPresent();
    allowed = rule.allowed().orElse(0);
    maxSkew = rule.maxSkew().orElse(Long.MAX_VALUE);
  }

  boolean isLate(long time) {
    return on && time != Rows.NO_TIME && newest != Rows.NO_TIME && distance(time, newest) > allowed;
  }

  /** A record that is not late was learnt. */
  void observe(long time) {
    if (!on || time == Rows.NO_TIME) {
      return;
    }
    boolean far = newest != Rows.NO_TIME && distance(newest, time) > maxSkew;
    ahead = far ? ahead + 1 : 0;
    if (!far || ahead == BELIEVED) {
      newest = Math.max(newest, time);
      ahead = 0;
    }
  }

  /** How far it is from one time to a later one; the most there is if no number can tell. */
  private static long distance(long from, long to) {
    long distance = to - from;
    return to > from && distance < 0 ? Long.MAX_VALUE : distance;
  }

  void write(StateWriter out) {
    out.putLong(newest).putInt(ahead);
  }

  void read(StateReader in) {
    newest = in.getLong();
    ahead = in.getInt(0, BELIEVED - 1);
  }
}
