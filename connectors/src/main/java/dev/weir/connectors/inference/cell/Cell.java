package dev.weir.connectors.inference.cell;

import dev.weir.connectors.text.value.Missing;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions that can be asked of the text of one cell. */
public final class Cell {

  private static final Pattern NUMBER =
      Pattern.compile("[-+\u2212]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern COMMA_NUMBER =
      Pattern.compile("[-+\u2212]?\\d+,\\d+([eE][-+]?\\d+)?");
  private static final Pattern GROUPED_POINT =
      Pattern.compile(
          "[-+\u2212]?[1-9](\\d{0,2}([,' \u00A0\u2007\u2009\u202F\u2019]\\d{3})+|\\d?(,\\d{2})+,\\d{3})"
              + "(\\.\\d+)?");
  private static final Pattern GROUPED_COMMA =
      Pattern.compile(
          "[-+\u2212]?[1-9]\\d{0,2}([.' \u00A0\u2007\u2009\u202F\u2019]\\d{3})+(,\\d+)?");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\$?\\(\\$?(\\d[^()]*)\\)");
  private static final Pattern SIGN_BEHIND = Pattern.compile("(\\d[^-+]*)([-+])");
  private static final Pattern DIGITS = Pattern.compile("-?\\d+");
  private static final Set<String> WORDS = Set.copyOf(Missing.USUAL_WORDS);

  private Cell() {}

  public static boolean isMissing(String cell) {
    return cell.isBlank() || WORDS.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether a cell is a number with a decimal point, or without a fraction. */
  public static boolean isPlainNumber(String cell) {
    return NUMBER.matcher(percent(cell)).matches();
  }

  public static boolean isCommaNumber(String cell) {
    return COMMA_NUMBER.matcher(percent(cell)).matches();
  }

  public static boolean isGroupedPoint(String cell) {
    return GROUPED_POINT.matcher(percent(cell)).matches();
  }

  public static boolean isGroupedComma(String cell) {
    return GROUPED_COMMA.matcher(percent(cell)).matches();
  }

  /**
   * A number in brackets, which is negative, or with its sign behind it, with the sign in front;
   * another cell as it is.
   */
  public static String signed(String cell) {
    String text = cell.strip();
    Matcher brackets = IN_BRACKETS.matcher(text);
    if (brackets.matches()) {
      return "-" + brackets.group(1);
    }
    Matcher behind = SIGN_BEHIND.matcher(text);
    return behind.matches() ? behind.group(2) + behind.group(1) : cell;
  }

  /** Whether a cell is a number under a decimal sign. */
  public static boolean isNumber(String cell, char decimal) {
    return isSigned(signed(cell), decimal);
  }

  private static boolean isSigned(String cell, char decimal) {
    return decimal == ','
        ? COMMA_NUMBER.matcher(percent(cell)).matches()
            || isGroupedComma(cell)
            || DIGITS.matcher(percent(cell)).matches()
            || (isPlainNumber(cell) && cell.indexOf('.') < 0)
        : isPlainNumber(cell) || isGroupedPoint(cell);
  }

  public static boolean isDigits(String cell) {
    return DIGITS.matcher(cell).matches();
  }

  private static String percent(String cell) {
    String text = cell.strip();
    text = text.startsWith("$") ? text.substring(1) : text;
    return text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
  }

  /** The number that a cell is; NaN if it is missing or none. */
  public static double number(String cell, char decimal) {
    String text = percent(signed(cell));
    if (isMissing(text) || !isNumber(cell, decimal)) {
      return Double.NaN;
    }
    String plain = text.replaceAll("[' \u00A0\u2007\u2009\u202F\u2019]", "").replace('\u2212', '-');
    plain = decimal == ',' ? plain.replace(".", "").replace(',', '.') : plain.replace(",", "");
    return Double.parseDouble(plain);
  }
}
