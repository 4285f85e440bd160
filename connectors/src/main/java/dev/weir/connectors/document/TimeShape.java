package dev.weir.connectors.document;

import dev.weir.connectors.inference.cell.Clock;
import dev.weir.connectors.inference.cell.ColumnNames;
import java.util.regex.Pattern;

/** Tells by its form whether a text of a document may be a time. */
final class TimeShape {

  /** Seconds since 1973 or later, with or without a fraction, up to nanoseconds. */
  private static final Pattern EPOCH = Pattern.compile("\\d{9,19}(\\.\\d{1,9})?");

  /** Seconds, milliseconds, microseconds or nanoseconds from 2001 to 2033. */
  private static final Pattern EPOCH_NOW = Pattern.compile("1\\d{9}(\\d{3}){0,3}");

  /** A day, or an hour, minute or second of one, in digits. */
  private static final Pattern DIGITS =
      Pattern.compile(
          "(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(([01]\\d|2[0-4])([0-5]\\d){0,2})?");

  private TimeShape() {}

  /** Whether a value is a date, or digits of an epoch or a date under the name of a time. */
  static boolean isTime(String name, String value) {
    return isDate(value)
        || (ColumnNames.isTime(ColumnNames.last(name))
            && (EPOCH.matcher(value).matches() || Clock.isCompact(value)));
  }

  /** Whether a value is a time under the name of one: then its object is a record. */
  static boolean isNamedTime(String name, String value) {
    return ColumnNames.isTime(ColumnNames.last(name)) && isTime(name, value);
  }

  /** Whether the name of a member is a time, as where values stand under their times. */
  static boolean isTimeKey(String name) {
    return isDate(name) || EPOCH_NOW.matcher(name).matches() || DIGITS.matcher(name).matches();
  }

  private static boolean isDate(String text) {
    return Clock.isAny(text) && !Clock.isTimeOfDay(text);
  }
}
