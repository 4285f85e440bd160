package dev.weir.connectors.text.value;

import dev.weir.series.EventTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Times in text: ISO-8601 with or without zone, with a blank in place of the T, as a day of a year,
 * or a number of seconds, milliseconds, microseconds or nanoseconds since 1970. Without a zone a
 * time is UTC.
 */
public final class Times {

  /** No time could be read. Not a possible time. */
  public static final long UNREADABLE = Long.MIN_VALUE;

  /** Numbers below are seconds. */
  private static final double SECONDS_BELOW = 1e11;

  /** Numbers below are milliseconds: up to the year 5138, beyond the latest time. */
  private static final double MILLIS_BELOW = 1e14;

  /** Numbers from here on are nanoseconds, and more digits than a double has. */
  static final double NANOS_FROM = 1e17;

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private byte[] bytes = new byte[0];
  private int at;
  private int to;
  private boolean zoned;

  /** Whether the time that was read last names its zone. */
  boolean isZoned() {
    return zoned;
  }

  /** Nanoseconds since 1970, or {@link #UNREADABLE}. */
  public long parse(byte[] text, int from, int end) {
    bytes = text;
    at = from;
    to = end;
    zoned = false;
    int year = number(4);
    if (year < 0 || !take('-')) {
      return UNREADABLE;
    }
    int month = number(2);
    if (at < to && isDigit(bytes[at])) {
      return ordinal(year, month);
    }
    if (!take('-')) {
      return UNREADABLE;
    }
    int day = number(2);
    long seconds = secondsOfDay(year, month, day);
    if (seconds == UNREADABLE) {
      return UNREADABLE;
    }
    return at == to ? nanos(seconds, 0) : timeOfDay(seconds);
  }

  /** A day of a year in three digits, of which two are read, and a time of day. */
  private long ordinal(int year, int tens) {
    int day = 10 * tens + number(1);
    boolean leap = daysOf(year, 2) == 29;
    return tens < 0 || day < 1 || day > (leap ? 366 : 365)
        ? UNREADABLE
        : timeOfDay(secondsOfDay(year, 1, 1) + (day - 1) * DAY);
  }

  /** Seconds since 1970 at which a day begins, or {@link #UNREADABLE} if there is no such day. */
  static long secondsOfDay(int year, int month, int day) {
    return year < 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)
        ? UNREADABLE
        : daysSince1970(year, month, day) * DAY;
  }

  /** Nanoseconds for milliseconds since 1970, or {@link #UNREADABLE}. */
  public static long ofMillis(long millis) {
    long seconds = Math.floorDiv(millis, 1000);
    return nanos(seconds, Math.floorMod(millis, 1000) * MILLI);
  }

  /** The rule that the text of a time breaks, where this format is set; empty for none. */
  public static String rule(boolean numbered, String format) {
    return !format.isEmpty()
        ? "not a time between %s and %s written as '%s' (record.time-format)"
            .formatted(day(EventTime.EARLIEST), day(EventTime.LATEST), format)
        : rule(numbered);
  }

  private static String rule(boolean numbered) {
    return numbered
        ? "no whole number; 't' counts records, and 'timestamp' is for times"
        : ("no time between %s and %s; write it as 2026-01-01T00:00:00Z or 2026-01-01 00:00:00, or"
                + " as seconds, ms, us or ns since 1970; or say how it is written by"
                + " record.time-format")
            .formatted(day(EventTime.EARLIEST), day(EventTime.LATEST));
  }

  private static String day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  /** Nanoseconds for a number of seconds, ms, us or ns since 1970, or {@link #UNREADABLE}. */
  static long ofNumber(double number) {
    double size = Math.abs(number);
    if (size < SECONDS_BELOW) {
      return ofSeconds(number);
    }
    if (size < MILLIS_BELOW) {
      double seconds = number / 1000;
      boolean inRange = Math.abs(seconds) < EventTime.LATEST.getEpochSecond();
      return inRange ? Math.round(number) * MILLI : UNREADABLE;
    }
    return checked(size < NANOS_FROM ? Math.round(number) * 1000 : Math.round(number));
  }

  private static long ofSeconds(double seconds) {
    if (!(Math.abs(seconds) < EventTime.LATEST.getEpochSecond())) {
      return UNREADABLE;
    }
    long whole = (long) Math.floor(seconds);
    // A number of seconds has no more than about microseconds of precision.
    return whole * SECOND + Math.round((seconds - whole) * 1e6) * 1000;
  }

  /** Nanoseconds since 1970 as a whole number of 18 or 19 digits, or {@link #UNREADABLE}. */
  static long ofDigits(byte[] text, int from, int end) {
    boolean negative = from < end && text[from] == '-';
    long nanos = 0;
    for (int i = negative ? from + 1 : from; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || nanos > (Long.MAX_VALUE - digit) / 10) {
        return UNREADABLE;
      }
      nanos = 10 * nanos + digit;
    }
    return checked(negative ? -nanos : nanos);
  }

  /** The time, or {@link #UNREADABLE} if it is not between the earliest and the latest. */
  public static long checked(long nanos) {
    long seconds = Math.floorDiv(nanos, SECOND);
    return nanos(seconds, Math.floorMod(nanos, SECOND));
  }

  private long timeOfDay(long date) {
    if (!take('T') && !take(' ') && !take('t')) {
      return UNREADABLE;
    }
    int hour = number(2);
    if (!take(':')) {
      return UNREADABLE;
    }
    int minute = number(2);
    int second = take(':') ? number(2) : 0;
    long fraction = take('.') || take(',') ? fraction() : 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return UNREADABLE;
    }
    long offset = zone();
    if (offset == UNREADABLE || fraction < 0 || at != to) {
      return UNREADABLE;
    }
    // A leap second is the second before it once more: the series' own time does not know it.
    long seconds = date + hour * HOUR + minute * MINUTE + Math.min(second, 59);
    return nanos(seconds - offset, fraction);
  }

  private long fraction() {
    long nanos = 0;
    int digits = 0;
    while (at < to && isDigit(bytes[at])) {
      nanos = digits < 9 ? 10 * nanos + (bytes[at] - '0') : nanos;
      digits++;
      at++;
    }
    for (int i = digits; i < 9; i++) {
      nanos *= 10;
    }
    return digits == 0 ? -1 : nanos;
  }

  /** Seconds east of UTC. */
  private long zone() {
    if (at == to) {
      return 0;
    }
    take(' ');
    long offset = TimeWords.offset(bytes, at, withoutName(at));
    zoned = offset != UNREADABLE;
    at = zoned ? to : at;
    return offset;
  }

  /** Where an offset ends that the name of its zone follows: {@code +01:00[Europe/Berlin]}. */
  private int withoutName(int from) {
    int end = to;
    if (bytes[to - 1] == ']') {
      do {
        end--;
      } while (end > from && bytes[end] != '[');
    }
    return end;
  }

  /** Nanoseconds since 1970, or {@link #UNREADABLE} beyond the earliest and the latest. */
  static long nanos(long seconds, long fraction) {
    boolean inRange =
        seconds > EventTime.EARLIEST.getEpochSecond()
            && seconds < EventTime.LATEST.getEpochSecond();
    return inRange ? seconds * SECOND + fraction : UNREADABLE;
  }

  /** A number of exactly so many digits, or -1. */
  private int number(int digits) {
    if (to - at < digits) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits; i++) {
      byte b = bytes[at + i];
      if (!isDigit(b)) {
        return -1;
      }
      number = 10 * number + (b - '0');
    }
    at += digits;
    return number;
  }

  private boolean take(char expected) {
    if (at < to && bytes[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }

  /** By counting years from March on, so that the leap day is the last of its year. */
  private static long daysSince1970(int year, int month, int day) {
    int monthFromMarch = (month + 9) % 12;
    long years = month < 3 ? year - 1 : year;
    long leapDays = years / 4 - years / 100 + years / 400;
    long daysBeforeMonth = (153L * monthFromMarch + 2) / 5;
    return years * 365 + leapDays + daysBeforeMonth + day - 1 - DAYS_TO_1970;
  }

  /** Days from 1 March of the year 0 to 1 January 1970. */
  private static final long DAYS_TO_1970 = 719_468;
}
