package dev.weir.connectors.text.lineprotocol;

import dev.weir.connectors.text.value.Times;

/** Reads the timestamp of a line. */
final class PointTime {

  private PointTime() {}

  /**
   * The time in nanoseconds since 1970.
   *
   * @param text a whole number of units
   * @param unit in nanoseconds, 1 or more
   * @throws BadLineException if the text is empty or not a whole number, or the time is out of
   *     range
   */
  static long parse(String text, long unit) throws BadLineException {
    if (text.isEmpty()) {
      throw new BadLineException("missing timestamp: without one a retry would be another point");
    }
    if (!text.matches("-?[0-9]+")) {
      throw new BadLineException("bad timestamp");
    }
    try {
      long time = Math.multiplyExact(Long.parseLong(text), unit);
      if (Times.checked(time) == Times.UNREADABLE) {
        throw new BadLineException("timestamp out of range");
      }
      return time;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new BadLineException("timestamp out of range");
    }
  }
}
