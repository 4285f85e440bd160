package dev.weir.connectors.inference.cell;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names the shapes of dates and of times of day. */
public final class Clock {

  private static final String TIME_OF_DAY =
      "\\d{1,2}[:.]\\d{2}([:.]\\d{2}([.,]\\d+)?)?(\\s?[AaPp]\\.?([Mm]\\.?)?)?";
  private static final String ZONE = "(\\s?(Z|[+-]\\d{1,2}:?(\\d{2})?|\\(?[A-Z]{3,4}\\)?))?";
  private static final Pattern ISO =
      Pattern.compile(
          "\\d{4}-(\\d{2}-\\d{2}([T ]"
              + TIME_OF_DAY
              + ")?|\\d{3}[T ]"
              + TIME_OF_DAY
              + ")"
              + ZONE
              + "(\\[[\\w/+-]+])?");
  private static final Pattern NUMERIC =
      Pattern.compile(
          "(\\d{1,4})([./-])(\\d{1,2})\\2(\\d{1,4})((,?[T ]\\s*|[-:_])("
              + TIME_OF_DAY
              + ")(?<uhr> Uhr)?)?"
              + ZONE);
  private static final Pattern WORDED =
      Pattern.compile(
          "(\\p{L}{2,9}\\.?,?\\s)?(\\d{1,2})(\\. |[ ./-])(\\p{L}{3,9}\\.?)([ ./-])(\\d{2,4})((?:\\s+|[-:_])("
              + TIME_OF_DAY
              + "))?"
              + ZONE);
  private static final Pattern MONTH_DAY =
      Pattern.compile(
          "(\\p{L}{2,9}\\.?,?\\s)?\\p{L}{3,9}\\.?\\s\\d{1,2}(,?)\\s\\d{4}((,?)\\s("
              + TIME_OF_DAY
              + "))?"
              + ZONE);
  private static final Pattern C_TIME =
      Pattern.compile(
          "(\\p{L}{3}\\s)?\\p{L}{3}\\s{1,2}\\d{1,2}\\s\\d{2}:\\d{2}(:\\d{2})?\\s\\d{4}");
  private static final Pattern COMPACT =
      Pattern.compile("(19|20)\\d{6}([T ]?\\d{2}(\\d{2}(\\d{2}(\\.?\\d{3})?)?)?)?" + ZONE);
  private static final Pattern MONTH_BEHIND = Pattern.compile("\\d{4}([-/.])\\d{1,2}");
  private static final Pattern MONTH_FIRST = Pattern.compile("\\d{1,2}([-/.])\\d{4}");
  private static final Pattern MONTH_WORD = Pattern.compile("\\p{L}{3,9}\\.?([ -])\\d{4}");
  private static final Pattern COMPACT_TIME =
      Pattern.compile("([01]\\d|2[0-4])[0-5]\\d([0-5]\\d)?");
  private static final Pattern ONLY_CLOCK = Pattern.compile(TIME_OF_DAY);

  private Clock() {}

  /** The start of an interval {@code a - b}; another text as it is. */
  public static String start(String cell) {
    int dash = cell.indexOf(" - ");
    return dash > 0 ? cell.substring(0, dash).strip() : cell.strip();
  }

  /** Whether a cell has the shape of a date, with or without a time of day; digits are none. */
  public static boolean isAny(String cell) {
    String text = start(cell);
    return ISO.matcher(text).matches()
        || NUMERIC.matcher(text).matches()
        || (WORDED.matcher(text).matches() && text.chars().anyMatch(Character::isDigit))
        || patternOfMonthFirst(text).isPresent()
        || isTimeOfDay(text);
  }

  public static boolean isIso(String cell) {
    return ISO.matcher(cell).matches();
  }

  public static boolean isTimeOfDay(String cell) {
    return ONLY_CLOCK.matcher(cell).matches() && (cell.indexOf(':') >= 0 || cell.length() >= 7);
  }

  public static boolean isCompact(String cell) {
    return COMPACT.matcher(cell).matches();
  }

  /**
   * Year, month and day in digits: groups 1, 3 and 4, separator 2, what joins the time of day 6,
   * time of day 7, and the word behind it, uhr.
   */
  public static Optional<Matcher> numeric(String cell) {
    Matcher match = NUMERIC.matcher(cell);
    return match.matches() ? Optional.of(match) : Optional.empty();
  }

  /**
   * A month in letters: weekday 1, day 2, separators 3 and 5, month 4, year 6, time of day 8, with
   * what joins it 7.
   */
  public static Optional<Matcher> worded(String cell) {
    Matcher match = WORDED.matcher(cell);
    return match.matches() ? Optional.of(match) : Optional.empty();
  }

  /**
   * The pattern of a date whose month comes first, as a word: {@code Mar 1, 2026 12:00 AM} or, as C
   * writes it, {@code Sun Mar 1 00:00:00 2026}. Empty if the cell is not one.
   */
  public static Optional<String> patternOfMonthFirst(String cell) {
    Matcher day = MONTH_DAY.matcher(cell);
    if (day.matches()) {
      String time = day.group(5) == null ? "" : day.group(4) + " " + patternOfTime(day.group(5));
      return Optional.of(weekday(day.group(1)) + "MMM d" + day.group(2) + " yyyy" + time);
    }
    Matcher c = C_TIME.matcher(cell);
    return c.matches()
        ? Optional.of(
            weekday(c.group(1)) + "MMM d HH:mm" + (c.group(2) == null ? "" : ":ss") + " yyyy")
        : Optional.empty();
  }

  /** The pattern of what joins a time of day to its date. */
  public static String joint(String text) {
    char first = text.charAt(0);
    return first == ',' ? ", " : "-:_".indexOf(first) >= 0 ? text.substring(0, 1) : " ";
  }

  /** The pattern of a weekday in front of a date; empty if there is none. */
  public static String weekday(@Nullable String text) {
    return text == null ? "" : text.indexOf(',') > 0 ? "E, " : "E ";
  }

  /** The pattern of a month of a year, such as {@code yyyy-M}; empty if the cell is not one. */
  public static Optional<String> patternOfMonth(String cell) {
    Matcher behind = MONTH_BEHIND.matcher(cell);
    if (behind.matches()) {
      return Optional.of("yyyy" + behind.group(1) + "M");
    }
    Matcher first = MONTH_FIRST.matcher(cell);
    if (first.matches()) {
      return Optional.of("M" + first.group(1) + "yyyy");
    }
    Matcher word = MONTH_WORD.matcher(cell);
    return word.matches() ? Optional.of("MMM" + word.group(1) + "yyyy") : Optional.empty();
  }

  /** Whether digits are a time of day without a sign between: {@code 0815} or {@code 081500}. */
  public static boolean isCompactTime(String cell) {
    return COMPACT_TIME.matcher(cell).matches();
  }

  /** The pattern of a time of day. */
  public static String patternOfTime(String text) {
    boolean half = text.chars().anyMatch(c -> "aApP".indexOf(c) >= 0);
    String separator = text.indexOf(':') >= 0 ? ":" : ".";
    String hours = half ? "h" : text.indexOf(separator) == 2 ? "HH" : "H";
    long parts = text.chars().filter(c -> c == separator.charAt(0)).count();
    String seconds = parts >= 2 && separator.equals(":") ? separator + "ss" : "";
    seconds = parts >= 2 && separator.equals(".") ? separator + "ss" : seconds;
    String blank = half && text.indexOf(' ') >= 0 ? " " : "";
    return hours + separator + "mm" + seconds + (half ? blank + "a" : "");
  }
}
