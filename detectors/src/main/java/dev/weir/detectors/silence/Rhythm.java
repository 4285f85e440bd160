package dev.weir.detectors.silence;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.TailCalibrator;

/**
 * The rhythm of a series, learnt from the gaps between its records: how long a gap must be to be
 * none of its. Mutable, one owner.
 *
 * <p>Cost: 10 ns a gap, and some microseconds at every 512th, or 32nd at first. Memory: 700 bytes.
 */
final class Rhythm {

  /*
   * Ordinary gaps go through a tail calibrator. The limit is the gap that its empirical body and
   * extreme-value tail expect once in 100,000: of a clock that ticks, about five ticks.
   *
   * A gap above that is odd, and is not learnt: an outage must not teach that outages are usual.
   * But what happens three times is a habit. Three gaps above what is allowed, no more than 30 of
   * them apart, make gaps that long, and a quarter longer, allowed: a series that stops at night is
   * reported three times. A habit is forgotten when nothing of half its length came for 30 times its
   * length.
   *
   * Where 20 more gaps are odd than ordinary, the rhythm has changed, and is relearned.
   */

  /** So many gaps are learnt before anything is said. */
  static final int FEWEST = 20;

  private static final double RARE = 1e-5;
  private static final int LOOK_OFTEN = 32;
  private static final int MANY = 1_024;
  private static final int LOOK_SELDOM = 512;
  private static final int TIMES = 3;
  private static final double MARGIN = 1.25;
  private static final int LASTING = 30;
  private static final int OTHER_RHYTHM = 20;
  private static final int MEAN_OVER = 1_000;

  /** About a year in nanoseconds. */
  private static final long LONGEST = 1L << 55;

  private TailCalibrator gaps = new TailCalibrator(TailCalibrator.HALF_LIFE);
  private long learnt;
  private double mean;

  /** The longest ordinary gap; 0 if it is not known. */
  private long ordinary;

  /** How many more odd gaps than ordinary ones there were; not below 0. */
  private int odd;

  /** How many gaps above what is allowed there were, the shortest of them, and the last. */
  private int broken;

  private long shortestBroken;
  private long lastBroken;

  /** The longest gap allowed by habit, 0 for none; and when the last came that confirms it. */
  private long habit;

  private long confirmed;

  /** How long a gap may be; 0 while that is not known. */
  long limit() {
    return ordinary == 0 ? 0 : Math.max(ordinary, habit);
  }

  /** Mean of the ordinary gaps; 0 while there are too few. */
  long usual() {
    return learnt < FEWEST ? 0 : (long) mean;
  }

  /**
   * Takes a gap into account.
   *
   * @param now when it ended, by the clock that measured it
   */
  void learn(long gap, long now) {
    long length = Math.clamp(gap, 0, LONGEST);
    if (ordinary > 0 && length > ordinary) {
      odd(length, now);
    } else {
      ordinary(length);
    }
    if (habit > 0) {
      if (length > habit / 2) {
        confirmed = now;
      } else if (now - confirmed > LASTING * habit) {
        habit = 0;
      }
    }
  }

  private void ordinary(long gap) {
    odd = Math.max(0, odd - 1);
    gaps.learn((double) gap);
    learnt++;
    mean += (gap - mean) / Math.min(learnt, MEAN_OVER);
    if (learnt == FEWEST || (learnt > FEWEST && learnt % lookEvery() == 0)) {
      ordinary = (long) Math.min(LONGEST, Math.ceil(gaps.nearReach(RARE)));
    }
  }

  /** A look takes as long as some hundred gaps, and the more is known the less changes. */
  private int lookEvery() {
    return learnt < MANY ? LOOK_OFTEN : LOOK_SELDOM;
  }

  private void odd(long gap, long now) {
    if (gap > limit()) {
      broken(gap, now);
    }
    if (++odd == OTHER_RHYTHM) {
      gaps = new TailCalibrator(TailCalibrator.HALF_LIFE);
      learnt = 0;
      mean = 0;
      ordinary = 0;
      odd = 0;
    }
  }

  private void broken(long gap, long now) {
    if (broken == 0 || now - lastBroken > LASTING * shortestBroken) {
      broken = 0;
      shortestBroken = gap;
    }
    broken++;
    shortestBroken = Math.min(shortestBroken, gap);
    lastBroken = now;
    if (broken == TIMES) {
      habit = (long) (MARGIN * shortestBroken);
      confirmed = now;
      broken = 0;
    }
  }

  void write(StateWriter out) {
    gaps.write(out);
    out.putLong(learnt).putDouble(mean).putLong(ordinary).putInt(odd);
    out.putInt(broken).putLong(shortestBroken).putLong(lastBroken);
    out.putLong(habit).putLong(confirmed);
  }

  /** Takes over what {@link #write} wrote. */
  void read(StateReader in) {
    gaps.read(in);
    learnt = in.getLong();
    mean = in.getDouble();
    ordinary = in.getLong();
    odd = in.getInt(0, OTHER_RHYTHM);
    broken = in.getInt(0, TIMES);
    shortestBroken = in.getLong();
    lastBroken = in.getLong();
    habit = in.getLong();
    confirmed = in.getLong();
  }
}
