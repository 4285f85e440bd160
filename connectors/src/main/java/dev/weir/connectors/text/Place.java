package dev.weir.connectors.text;

/** Where a line stands. Moved on by whoever reads the lines. */
public final class Place {

  private final String source;
  private final long high;
  private long line;

  /**
   * No line yet.
   *
   * @param source file or stream, for people
   * @param high first number of its records' positions
   */
  public Place(String source, long high) {
    this.source = source;
    this.high = high;
  }

  /** The same with this line, counted from 1: the second number of its record's position. */
  public Place at(long number) {
    line = number;
    return this;
  }

  public long high() {
    return high;
  }

  public long line() {
    return line;
  }

  @Override
  public String toString() {
    return source + ":" + line;
  }
}
