package dev.weir.connectors.text.value;

import dev.weir.connectors.text.value.TimePattern.Token;

/** Reads times that are written by a pattern, without allocating. One owner. */
public final class PatternTimes {

  private static final int PIVOT = 69;
  private static final long SECONDS_PER_DAY = 86_400;

  private final Token[] tokens;
  private final int firstMonth;
  private final int firstDay;
  private final boolean interval;
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int year;
  private int month;
  private int day;
  private int hour;
  private int minute;
  private int second;
  private long fraction;
  private boolean afternoon;
  private boolean twelve;
  private long offset;
  private boolean zoned;
  private boolean hasSecond;
  private boolean hasMinute;

  public PatternTimes(TimePattern pattern) {
    this.tokens = pattern.tokens();
    this.firstMonth = pattern.lacks('M') ? 1 : 0;
    this.firstDay = pattern.lacks('d') ? 1 : 0;
    this.interval = !pattern.hasDash();
  }

  /** Whether the time that was read last names its zone. */
  public boolean isZoned() {
    return zoned;
  }

  /** Nanoseconds since 1970 of a time, in UTC if it names no zone, or UNREADABLE. */
  public long parse(byte[] text, int from, int to) {
    start(text, from, to);
    for (Token token : tokens) {
      if (at == end && (token.isTimeOfDay() || token.isLiteral()) && day > 0 && month > 0) {
        continue;
      }
      if (!take(token)) {
        return Times.UNREADABLE;
      }
    }
    return tail() ? nanos() : Times.UNREADABLE;
  }

  private void start(byte[] text, int from, int to) {
    bytes = text;
    at = from;
    end = interval ? startOfInterval(text, from, to) : to;
    year = -1;
    month = firstMonth;
    day = firstDay;
    hour = 0;
    minute = 0;
    second = 0;
    fraction = 0;
    afternoon = false;
    twelve = false;
    offset = 0;
    zoned = false;
    hasSecond = false;
    hasMinute = false;
  }

  /** The end of the first time of {@code a - b}, which is the one that counts. */
  private static int startOfInterval(byte[] text, int from, int to) {
    for (int i = from + 1; i + 2 < to; i++) {
      if (text[i] == '-' && text[i - 1] == ' ' && text[i + 1] == ' ') {
        return i - 1;
      }
    }
    return to;
  }

  private boolean take(Token token) {
    if (token.isLiteral()) {
      return literal(token.field());
    }
    return switch (token.field()) {
      case 'y' -> year(token);
      case 'M' -> (month = token.width() > 2 ? monthWord() : number(token)) > 0;
      case 'd' -> (day = number(token)) > 0;
      case 'H', 'h' -> (hour = number(token)) >= 0;
      case 'm' -> {
        hasMinute = true;
        minute = number(token);
        yield minute >= 0;
      }
      case 's' -> {
        hasSecond = true;
        second = number(token);
        yield second >= 0;
      }
      case 'S' -> fraction();
      case 'a' -> halfOfDay();
      case 'E' -> word() > 0;
      default -> at == end || zone();
    };
  }

  private boolean literal(char wanted) {
    if (wanted != ' ') {
      boolean is = at < end && bytes[at] == (byte) wanted;
      at += is ? 1 : 0;
      return is;
    }
    int from = at;
    blanks();
    // A T in place of the blank, as ISO has it.
    if (at == from && at < end && bytes[at] == 'T') {
      at++;
    }
    return at > from;
  }

  private void blanks() {
    for (int width = blank(at); width > 0; width = blank(at)) {
      at += width;
    }
  }

  /** How many bytes the blank at a place has; 0 if none is there. No-break spaces are blanks. */
  private int blank(int place) {
    if (place >= end) {
      return 0;
    }
    if (bytes[place] == ' ' || bytes[place] == '\t') {
      return 1;
    }
    if (place + 1 < end && bytes[place] == (byte) 0xC2 && bytes[place + 1] == (byte) 0xA0) {
      return 2;
    }
    boolean narrow =
        place + 2 < end
            && bytes[place] == (byte) 0xE2
            && bytes[place + 1] == (byte) 0x80
            && bytes[place + 2] == (byte) 0xAF;
    return narrow ? 3 : 0;
  }

  private boolean year(Token token) {
    int digits = token.width() == 2 ? 2 : 4;
    int from = at;
    year = digits(digits);
    if (at - from != digits) {
      return false;
    }
    year += digits == 2 ? (year < PIVOT ? 2000 : 1900) : 0;
    return true;
  }

  private int number(Token token) {
    int from = at;
    int number = digits(token.exact() ? token.width() : 2);
    return at == from || (token.exact() && at - from != token.width()) ? -1 : number;
  }

  private int digits(int most) {
    int number = 0;
    int last = Math.min(end, at + most);
    while (at < last && bytes[at] >= '0' && bytes[at] <= '9') {
      number = 10 * number + (bytes[at] - '0');
      at++;
    }
    return number;
  }

  private boolean fraction() {
    int from = at;
    long scale = 100_000_000;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      fraction += scale * (bytes[at] - '0');
      scale /= 10;
      at++;
    }
    return at > from;
  }

  private int monthWord() {
    int from = at;
    int length = word();
    return length == 0 ? 0 : TimeWords.month(bytes, from, at);
  }

  /** Passes over letters; a point behind an abbreviation belongs to it. */
  private int word() {
    int from = at;
    while (isLetter(at)) {
      at++;
    }
    if (at > from && at < end && bytes[at] == '.') {
      at++;
    }
    return at - from;
  }

  /** Whether a place holds an ASCII letter or a part of another character, but not of a blank. */
  private boolean isLetter(int place) {
    return place < end && (bytes[place] < 0 ? blank(place) == 0 : Character.isLetter(bytes[place]));
  }

  private boolean halfOfDay() {
    blanks();
    if (at == end) {
      return false;
    }
    int letter = bytes[at] | 0x20;
    if (letter != 'a' && letter != 'p') {
      return false;
    }
    at++;
    at += at < end && bytes[at] == '.' ? 1 : 0;
    int behind = at;
    blanks();
    // An M that begins a word is not that of AM or PM: 3:15 p Mar 2.
    if (at < end && (bytes[at] | 0x20) == 'm' && !isLetter(at + 1)) {
      at++;
      at += at < end && bytes[at] == '.' ? 1 : 0;
    } else {
      at = behind;
    }
    twelve = true;
    afternoon = letter == 'p';
    return true;
  }

  /** Takes the parts that may follow although the pattern does not have them. */
  private boolean tail() {
    if (hasMinute && !hasSecond && at + 1 < end && (bytes[at] == ':' || bytes[at] == '.')) {
      at++;
      int from = at;
      second = digits(2);
      hasSecond = at > from;
      if (!hasSecond) {
        return false;
      }
    }
    if (hasSecond && at + 1 < end && (bytes[at] == '.' || bytes[at] == ',')) {
      at++;
      if (!fraction()) {
        return false;
      }
    }
    return at == end || zone();
  }

  private boolean zone() {
    blanks();
    if (at == end) {
      return true;
    }
    long found = TimeWords.offset(bytes, at, end);
    if (found == Times.UNREADABLE) {
      return false;
    }
    at = end;
    zoned = true;
    offset = found;
    return true;
  }

  private long nanos() {
    int hours = twelve ? hour % 12 + (afternoon ? 12 : 0) : hour;
    boolean day24 = hours == 24 && minute == 0 && second == 0;
    boolean halfFits = !twelve || (hour >= 1 && hour <= 12);
    if (at != end || !halfFits || (hours > 23 && !day24) || minute > 59 || second > 60) {
      return Times.UNREADABLE;
    }
    long date = Times.secondsOfDay(year, month, day);
    if (date == Times.UNREADABLE) {
      return Times.UNREADABLE;
    }
    long seconds = date + hours * 3600L + minute * 60L + Math.min(second, 59);
    return Math.abs(seconds) / SECONDS_PER_DAY > Integer.MAX_VALUE
        ? Times.UNREADABLE
        : Times.nanos(seconds - offset, fraction);
  }
}
