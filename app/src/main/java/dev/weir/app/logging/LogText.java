package dev.weir.app.logging;

import dev.weir.monitoring.Printable;

/** Text from outside for a line of the log. */
final class LogText {

  private static final int LONGEST = 200;

  private LogText() {}

  /**
   * The text on one line, at most 200 characters of it: those that {@link Printable#isHidden} names
   * are written as backslash, u and four hexadecimal digits.
   */
  static String escaped(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          if (Printable.isHidden(c)) {
            line.append("\\u%04x".formatted(c));
          } else {
            line.appendCodePoint(c);
          }
        });
    return text.codePointCount(0, text.length()) > LONGEST
        ? line.append("...").toString()
        : line.toString();
  }
}
