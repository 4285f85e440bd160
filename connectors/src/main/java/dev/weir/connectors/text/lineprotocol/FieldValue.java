package dev.weir.connectors.text.lineprotocol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads the value of a field of the line protocol: a float, an integer or a boolean. One owner. */
final class FieldValue {

  private static final Pattern FLOAT =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final BigInteger UNSIGNED = BigInteger.TWO.pow(64);
  private static final BigInteger SIGNED = BigInteger.TWO.pow(63);

  /**
   * Reads the text between two places.
   *
   * @param number gets it as a decimal number
   * @return the problem; empty if it is a value
   */
  String read(byte[] text, int from, int to, ByteText number) {
    if (from == to) {
      return "missing field value";
    }
    if (isPlain(text, from, to)) {
      number.add(text, from, to);
      return "";
    }
    String word = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    return switch (word) {
      case "t", "T", "true", "True", "TRUE" -> put(number, "1");
      case "f", "F", "false", "False", "FALSE" -> put(number, "0");
      default -> number(word, number);
    };
  }

  /** Digits with a point between them, which are most values. */
  private static boolean isPlain(byte[] text, int from, int to) {
    int at = text[from] == '-' ? from + 1 : from;
    if (at == to || to - at > 15 || !isDigit(text[at]) || !isDigit(text[to - 1])) {
      return false;
    }
    int points = 0;
    for (; at < to; at++) {
      points += text[at] == '.' ? 1 : 0;
      if (!isDigit(text[at]) && text[at] != '.') {
        return false;
      }
    }
    return points <= 1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static String number(String word, ByteText number) {
    char last = word.charAt(word.length() - 1);
    if (last == 'i' || last == 'u') {
      String digits = word.substring(0, word.length() - 1);
      if (!INTEGER.matcher(digits).matches()) {
        return "invalid number";
      }
      return digits.length() > 32 ? "out of range" : integer(digits, last == 'u', number);
    }
    if (!FLOAT.matcher(word).matches()) {
      return "invalid number or boolean";
    }
    double value = Double.parseDouble(word);
    return Double.isFinite(value) ? put(number, Double.toString(value)) : "out of range";
  }

  private static String integer(String digits, boolean unsigned, ByteText number) {
    BigInteger value = new BigInteger(digits);
    boolean fits =
        unsigned
            ? value.signum() >= 0 && value.compareTo(UNSIGNED) < 0
            : value.compareTo(SIGNED) < 0 && value.compareTo(SIGNED.negate()) >= 0;
    return fits ? put(number, value.toString()) : "out of range";
  }

  private static String put(ByteText number, String text) {
    number.add(text);
    return "";
  }
}
