package dev.weir.connectors.text.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of letters that times are written by, as {@code dd.MM.yyyy HH:mm} or {@code yyyyMMdd}.
 *
 * <p>Letters: {@code y} year (four or two digits), {@code M} month ({@code MMM} as a word), {@code
 * d} day, {@code H} hour, {@code h} with {@code a} for AM or PM, {@code m} minute, {@code s}
 * second, {@code S} fraction, {@code E} weekday, {@code z} zone; text in single quotes and letters
 * that are not ASCII stand for themselves. A field beside other digits has as many digits as
 * letters; elsewhere leading zeros may be left out. Seconds, a fraction and a zone may follow
 * although the pattern does not have them, and the time of day may be left out, which is midnight.
 * A pattern without a day means the first of the month, one without a month the first of January.
 */
public final class TimePattern {

  private static final String FIELDS = "yuMdHhmsSaEzZXxVO";
  private static final int LONGEST = 64;
  private static final char LETTERS_END = 128;

  /** One field or one character that stands for itself. */
  record Token(char field, int width, boolean exact) {
    boolean isLiteral() {
      return width == 0;
    }

    boolean isTimeOfDay() {
      return !isLiteral() && "HhmsSazZXxVO".indexOf(field) >= 0;
    }
  }

  private final String text;
  private final Token[] tokens;

  private TimePattern(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens.toArray(Token[]::new);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with a sentence if it is not one, or leaves the date open
   */
  public static TimePattern of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("it is longer than %d letters".formatted(LONGEST));
    }
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = at + 1;
      if (c == '\'') {
        end = text.indexOf('\'', at + 1);
        if (end < 0) {
          throw new IllegalArgumentException("a quote is not closed");
        }
        literals(tokens, text.substring(at + 1, end));
        at = end + 1;
        continue;
      }
      while (end < text.length() && text.charAt(end) == c && Character.isLetter(c)) {
        end++;
      }
      if (FIELDS.indexOf(c) >= 0) {
        boolean digitsFollow = end < text.length() && isDigits(text.charAt(end));
        boolean digitsBefore = at > 0 && isDigits(text.charAt(at - 1));
        tokens.add(new Token(c == 'u' ? 'y' : c, end - at, digitsFollow || digitsBefore));
      } else if (c < LETTERS_END && Character.isLetter(c) && c != 'T') {
        throw new IllegalArgumentException(
            "the letter '%s' stands for nothing; text that stands for itself is put in single quotes"
                .formatted(c));
      } else {
        literals(tokens, text.substring(at, end));
      }
      at = end;
    }
    requireDate(tokens);
    return new TimePattern(text, tokens);
  }

  private static boolean isDigits(char field) {
    return "yuMdHhmsS".indexOf(field) >= 0;
  }

  private static void literals(List<Token> tokens, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      tokens.add(new Token((char) Byte.toUnsignedInt(b), 0, true));
    }
  }

  private static void requireDate(List<Token> tokens) {
    String wanted = has(tokens, 'd') || hasTime(tokens) ? "yMd" : has(tokens, 'M') ? "yM" : "y";
    for (int i = 0; i < wanted.length(); i++) {
      if (!has(tokens, wanted.charAt(i))) {
        throw new IllegalArgumentException(
            "a year, a month and a day are wanted: the letter %s is missing"
                .formatted(wanted.charAt(i)));
      }
    }
  }

  private static boolean has(List<Token> tokens, char field) {
    return tokens.stream().anyMatch(token -> token.field() == field && !token.isLiteral());
  }

  private static boolean hasTime(List<Token> tokens) {
    return tokens.stream().anyMatch(Token::isTimeOfDay);
  }

  /** Whether a field of the date is not part of the pattern. */
  boolean lacks(char field) {
    return !has(List.of(tokens), field);
  }

  /** Whether the pattern itself has the sign that stands between the ends of an interval. */
  boolean hasDash() {
    return text.contains(" - ");
  }

  Token[] tokens() {
    return tokens;
  }

  @Override
  public String toString() {
    return text;
  }
}
