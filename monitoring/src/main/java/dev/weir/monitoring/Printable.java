package dev.weir.monitoring;

/**
 * Text of foreign origin for people: which characters are not shown as they are, because a
 * terminal, a log or a page would act on them or hide them. That are controls (U+0000 to U+001F,
 * U+007F to U+009F), line and paragraph separators, marks of direction, invisible format
 * characters, tags and surrogates without their other half. The set is fixed: it does not grow with
 * the platform's version of Unicode, so that it decides the same everywhere which series keys are
 * refused.
 */
public final class Printable {

  private static final char REPLACEMENT = '?';
  private static final int QUOTED = 40;

  private Printable() {}

  /** Whether a character must not be shown as it is. */
  public static boolean isHidden(int codePoint) {
    if (codePoint < 0x7F) {
      return codePoint < 0x20;
    }
    return codePoint <= 0x9F
        || codePoint == 0xAD
        || codePoint == 0x61C
        || codePoint == 0x180E
        || (codePoint >= 0x200B && codePoint <= 0x200F)
        || (codePoint >= 0x2028 && codePoint <= 0x202E)
        || (codePoint >= 0x2060 && codePoint <= 0x206F)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
        || codePoint == 0xFEFF
        || (codePoint >= 0xFFF9 && codePoint <= 0xFFFB)
        || (codePoint >= 0x1D173 && codePoint <= 0x1D17A)
        || (codePoint >= 0xE0000 && codePoint <= 0xE007F);
  }

  /** Whether a text has a character that must not be shown as it is. */
  public static boolean hasHidden(CharSequence text) {
    int length = text.length();
    int at = 0;
    while (at < length) {
      char first = text.charAt(at);
      if (first >= 0x20 && first < 0x7F) {
        at++;
      } else {
        int c = Character.codePointAt(text, at);
        if (isHidden(c)) {
          return true;
        }
        at += Character.charCount(c);
      }
    }
    return false;
  }

  /** The text on one line, with a question mark for each hidden character. */
  public static String of(String text) {
    if (!hasHidden(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> shown.appendCodePoint(isHidden(c) ? REPLACEMENT : c));
    return shown.toString();
  }

  /** Returns text of several lines with its line ends and tabs, and the rest replaced. */
  public static String lines(String text) {
    if (!hasHidden(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> shown.appendCodePoint(c != '\n' && c != '\t' && isHidden(c) ? REPLACEMENT : c));
    return shown.toString();
  }

  /** Returns the printable text, cut after {@code most} characters. */
  public static String of(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return of(text);
    }
    return of(text.substring(0, text.offsetByCodePoints(0, most))) + "…";
  }

  /**
   * The text with hidden characters as {@code \\u{hexadecimal}}, so that a reader sees which they
   * are.
   */
  public static String escaped(String text) {
    if (!hasHidden(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (isHidden(c)) {
            shown.append("\\u{").append(Integer.toHexString(c)).append('}');
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }

  /** JSON with hidden characters beyond ASCII escaped within its texts: the same values. */
  public static String json(String json) {
    if (!hasHidden(json)) {
      return json;
    }
    StringBuilder shown = new StringBuilder(json.length());
    json.codePoints()
        .forEach(c -> {
          if (c >= 0x7F && isHidden(c)) {
            for (char unit : Character.toChars(c)) {
              shown.append("\\u%04x".formatted((int) unit));
            }
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }

  /** The text in quotes, hidden characters replaced, cut behind 40 characters. */
  public static String quote(String text) {
    return "'" + of(text, QUOTED) + "'";
  }
}
