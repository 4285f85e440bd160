package dev.weir.engine.metrics;

import dev.weir.monitoring.Warming;
import java.util.Arrays;

/** How many series of one worker are warming, and how many records they still need. One owner. */
public final class WarmUpGauge {

  /** The records needed by a series that is not warming. */
  public static final long NOTHING = 0;

  /** The largest number that is counted exactly; larger ones count as this one. */
  private static final int MOST = 1 << 20;

  private int[] needing = new int[512];
  private int series;
  private int most;
  private boolean changed = true;

  /** A series that needed so many records needs so many now. */
  public void move(long before, long after) {
    count(before, -1);
    count(after, 1);
    changed = true;
  }

  private void count(long needed, int change) {
    if (needed == NOTHING) {
      return;
    }
    int place = (int) Math.min(needed, MOST);
    if (place >= needing.length) {
      needing = Arrays.copyOf(needing, Math.max(place + 1, 2 * needing.length));
    }
    needing[place] += change;
    series += change;
    most = Math.max(most, place);
  }

  /** Whether there is news since this was asked last. */
  public boolean takeChanged() {
    boolean news = changed;
    changed = false;
    return news;
  }

  public Warming now() {
    while (most > 0 && needing[most] == 0) {
      most--;
    }
    return new Warming(series, most);
  }
}
