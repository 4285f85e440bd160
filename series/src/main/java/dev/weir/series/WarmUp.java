package dev.weir.series;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/** How far a series is from its first score, while it is warming. Mutable, one owner. */
public final class WarmUp {

  /** Name of the part of a series' state that is about it; there only while it is warming. */
  public static final String PART = "warming";

  /** Event time of its first warming record, and how many there were, of those that had a time. */
  private long first;

  private long timed;
  private long needed;

  /** Takes a warming row into account, and tells the batch when the series will be ready. */
  public void observe(Records batch, int row) {
    needed = batch.scores().needed(row);
    batch.readyAt(row, Records.UNKNOWN_TIME);
    if (batch.timeKind() == EventTime.INSTANT) {
      long now = batch.time(row);
      if (timed++ == 0) {
        first = now;
      }
      batch.readyAt(row, readyAt(now));
    }
  }

  /** How many more records it needed at its last one, at least 1. */
  public long needed() {
    return needed;
  }

  /** When the first scored record will come if records go on at the rate so far. */
  private long readyAt(long now) {
    long passed = now - first;
    // Where the difference does not fit, the two are centuries apart.
    if (timed < 2 || passed <= 0) {
      return Records.UNKNOWN_TIME;
    }
    double rest = (double) passed / (timed - 1) * needed;
    return rest < (double) Long.MAX_VALUE - now ? now + (long) rest : Records.UNKNOWN_TIME;
  }

  public void write(StateWriter out) {
    out.putLong(first).putLong(timed).putLong(needed);
  }

  /** Reads the state that {@link #write} wrote. */
  public static WarmUp read(StateReader in) {
    WarmUp warmUp = new WarmUp();
    warmUp.first = in.getLong();
    warmUp.timed = in.getLong();
    warmUp.needed = in.getLong();
    in.expectEnd();
    return warmUp;
  }
}
