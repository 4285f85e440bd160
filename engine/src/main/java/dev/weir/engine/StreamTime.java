package dev.weir.engine;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * The time of a stream as its records show it, in the order of the source: no clock is read.
 *
 * <p>It is the latest event time that two records in a row have reached: one record from the far
 * future moves nothing, and late ones do not move it back. Should it have been led astray, so that
 * {@value #ASTRAY} records in a row lie behind it, it goes back to where they are.
 *
 * @param begun whether there was a record
 * @param now the latest time that was confirmed
 * @param previous time of the last record
 * @param behind how many records in a row lay before {@code now}
 */
public record StreamTime(boolean begun, long now, long previous, int behind) {

  /** After so many records in a row behind it, time goes back. */
  static final int ASTRAY = 1_000;

  /** Before the first record. */
  public static final StreamTime START = new StreamTime(false, 0, 0, 0);

  public void write(StateWriter out) {
    out.putByte(begun ? 1 : 0).putLong(now).putLong(previous).putInt(behind);
  }

  /** Reads the state that {@link #write} wrote. */
  public static StreamTime read(StateReader in) {
    StreamTime time =
        new StreamTime(in.getByte() == 1, in.getLong(), in.getLong(), in.getInt(0, ASTRAY));
    in.expectEnd();
    return time;
  }
}
