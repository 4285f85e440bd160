package dev.weir.series;

import dev.weir.detectors.Rows;
import java.time.Instant;

/** The unit of the time column of a batch. The series' own time: no clock is ever read for it. */
public enum EventTime {
  /** Nanoseconds since 1970-01-01T00:00:00Z; reaches from 1677 to 2262. */
  INSTANT,
  /** A plain record number. */
  NUMBER;

  private static final long NANOS = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** The earliest and the latest instant there is a number for. */
  public static final Instant EARLIEST = Instant.ofEpochSecond(Long.MIN_VALUE / NANOS);

  public static final Instant LATEST = Instant.ofEpochSecond(Long.MAX_VALUE / NANOS);

  /** The number for an instant between {@link #EARLIEST} and {@link #LATEST}. */
  public static long of(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }

  /** As models take it: {@link Rows#time}. A record number is no time. */
  public long millis(long time) {
    return switch (this) {
      case INSTANT -> Math.floorDiv(time, NANOS_PER_MILLI);
      case NUMBER -> Rows.NO_TIME;
    };
  }

  /** As outputs write it: ISO-8601 in UTC, or the number. */
  public String text(long time) {
    return switch (this) {
      case INSTANT -> instant(time).toString();
      case NUMBER -> Long.toString(time);
    };
  }

  private static Instant instant(long time) {
    return Instant.ofEpochSecond(Math.floorDiv(time, NANOS), Math.floorMod(time, NANOS));
  }
}
