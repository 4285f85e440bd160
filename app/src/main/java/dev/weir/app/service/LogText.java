package dev.weir.app.service;

/** Text from outside for a line of the log. */
final class LogText {

  private static final int LONGEST = 200;

  private LogText() {}

  /**
   * The text in one line of visible characters, at most 200 of them: controls, line ends and marks
   * of direction stand as backslash, u and four hexadecimal digits.
   */
  static String escaped(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          if (isVisible(c)) {
            line.appendCodePoint(c);
          } else {
            line.append("\\u%04x".formatted(c));
          }
        });
    return text.codePointCount(0, text.length()) > LONGEST
        ? line.append("...").toString()
        : line.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
