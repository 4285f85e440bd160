package dev.weir.connectors.text;

import dev.weir.connectors.text.value.Times;
import dev.weir.engine.PositionFormat;

/** The position of a record. The reader of the records moves it on. */
public final class RecordLocation {

  /** A record has no time but what it says itself. */
  private static final long NO_TIME = Long.MIN_VALUE;

  private final String source;
  private final PositionFormat positions;
  private long high;
  private long line;
  private long time = NO_TIME;

  /**
   * No line yet.
   *
   * @param source file or stream, for people
   * @param high first number of its records' positions
   */
  public RecordLocation(String source, long high) {
    this(source, PositionFormat.NUMBER);
    this.high = high;
  }

  /**
   * No record yet.
   *
   * @param source stream, for people
   * @param positions how the numbers of a place read
   */
  public RecordLocation(String source, PositionFormat positions) {
    this.source = source;
    this.positions = positions;
  }

  /** This location at this line, counted from 1: the second number of its record's position. */
  public RecordLocation at(long number) {
    line = number;
    return this;
  }

  /**
   * This location at this position, with a time for records that have none.
   *
   * @param nanos since 1970, or {@link Times#UNREADABLE} if there is none
   */
  public RecordLocation at(long positionHigh, long positionLow, long nanos) {
    high = positionHigh;
    line = positionLow;
    time = nanos;
    return this;
  }

  /** The position of the record, as text. */
  public String position() {
    return positions.text(high, line);
  }

  public long high() {
    return high;
  }

  public long line() {
    return line;
  }

  /** Whether the place itself tells the time of its record. */
  boolean hasTime() {
    return time != NO_TIME;
  }

  /** Nanoseconds since 1970. */
  long time() {
    return time;
  }

  @Override
  public String toString() {
    return source + ":" + positions.text(high, line);
  }
}
