package dev.weir.connectors.text.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Reads times as the settings of a source say. One owner; does not allocate for a time.
 *
 * <p>A time without a zone is of the zone of the settings. A time that summer time skips is moved
 * forward by as much as is skipped; of two instants that have one local time it is the first.
 */
public final class TimeReader {

  private static final long SECOND = 1_000_000_000L;
  private static final long EXCEL_EPOCH_DAYS = 25_569;
  private static final double SECONDS_PER_DAY = 86_400;

  /** How numbers are read. */
  private enum Numbered {
    /** By their magnitude: seconds, milliseconds, microseconds or nanoseconds. */
    MAGNITUDE(0),
    SECONDS(1e9),
    MILLIS(1e6),
    MICROS(1e3),
    NANOS(1),
    EXCEL(0),
    NONE(0);

    private final double nanos;

    Numbered(double nanos) {
      this.nanos = nanos;
    }
  }

  private final Numbers numbers = new Numbers();
  private final Times times = new Times();
  private final Optional<PatternTimes> pattern;
  private final Numbered numbered;
  private final boolean utc;
  private final ZoneRules rules;
  private long steadyFrom = Long.MAX_VALUE;
  private long steadyTo = Long.MIN_VALUE;
  private long steadyOffset;

  /**
   * A reader.
   *
   * @param format a pattern, {@code iso}, {@code epoch-s}, {@code epoch-ms}, {@code epoch-us},
   *     {@code epoch-ns} or {@code excel}; empty for ISO or an epoch by its magnitude
   * @param zone of times that name none; empty for UTC
   * @throws IllegalArgumentException with a sentence if either is none
   */
  public TimeReader(String format, String zone) {
    this.numbered =
        switch (format) {
          case "" -> Numbered.MAGNITUDE;
          case "epoch-s" -> Numbered.SECONDS;
          case "epoch-ms" -> Numbered.MILLIS;
          case "epoch-us" -> Numbered.MICROS;
          case "epoch-ns" -> Numbered.NANOS;
          case "excel" -> Numbered.EXCEL;
          default -> Numbered.NONE;
        };
    boolean words = numbered != Numbered.NONE || format.equals("iso");
    this.pattern = words ? Optional.empty() : Optional.of(new PatternTimes(TimePattern.of(format)));
    ZoneId id = zoneOf(zone);
    this.rules = id.getRules();
    this.utc = id.normalized().equals(ZoneOffset.UTC);
  }

  private static ZoneId zoneOf(String zone) {
    try {
      return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "a time zone is wanted, such as Europe/Berlin or +01:00", e);
    }
  }

  /** Nanoseconds since 1970 of the time between two places, or {@link Times#UNREADABLE}. */
  public long parse(byte[] text, int begin, int end) {
    int from = begin;
    int to = end;
    while (from < to && text[from] == ' ') {
      from++;
    }
    while (from < to && text[to - 1] == ' ') {
      to--;
    }
    if (pattern.isPresent()) {
      long nanos = pattern.get().parse(text, from, to);
      return nanos == Times.UNREADABLE || pattern.get().isZoned() ? nanos : local(nanos);
    }
    double number = numbers.parse(text, from, to);
    if (!Double.isNaN(number)) {
      return digits(text, from, to, number);
    }
    long nanos = times.parse(text, from, to);
    return nanos == Times.UNREADABLE || times.isZoned() ? nanos : local(nanos);
  }

  /** More digits than a double has are read as they are. */
  private long digits(byte[] text, int from, int to, double number) {
    boolean nanos = numbered == Numbered.NANOS || numbered == Numbered.MAGNITUDE;
    if (nanos && Math.abs(number) >= Times.NANOS_FROM) {
      return Times.ofDigits(text, from, to);
    }
    return number(number);
  }

  /** Nanoseconds since 1970 of a number that stands between two places, or UNREADABLE. */
  public long parse(double number, byte[] text, int from, int to) {
    boolean asText = pattern.isPresent() || Math.abs(number) >= Times.NANOS_FROM;
    return asText ? parse(text, from, to) : number(number);
  }

  private long number(double number) {
    return switch (numbered) {
      case MAGNITUDE -> Times.ofNumber(number);
      case SECONDS, MILLIS, MICROS, NANOS -> scaled(number, numbered.nanos);
      case EXCEL -> {
        double seconds = (number - EXCEL_EPOCH_DAYS) * SECONDS_PER_DAY;
        long millis = Math.round(seconds * 1000);
        yield number <= 0 ? Times.UNREADABLE : local(Times.ofMillis(millis));
      }
      case NONE -> Times.UNREADABLE;
    };
  }

  private static long scaled(double number, double nanos) {
    double whole = Math.floor(number);
    if (!(Math.abs(whole * nanos) < Long.MAX_VALUE)) {
      return Times.UNREADABLE;
    }
    // A fraction of a second has no more than about microseconds of precision.
    double rest = Math.round((number - whole) * 1e6) * (nanos / 1e6);
    return Times.checked(((long) whole) * ((long) nanos) + Math.round(rest));
  }

  private long local(long nanos) {
    if (utc || nanos == Times.UNREADABLE) {
      return nanos;
    }
    long seconds = Math.floorDiv(nanos, SECOND);
    if (seconds < steadyFrom || seconds >= steadyTo) {
      look(seconds);
    }
    return Times.checked(nanos - steadyOffset * SECOND);
  }

  /** Finds the offset of a local time, and the local times around it that have the same one. */
  private void look(long seconds) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    ZoneOffset offset = rules.getOffset(local);
    steadyOffset = offset.getTotalSeconds();
    steadyFrom = seconds;
    steadyTo = seconds + 1;
    if (rules.getTransition(local) != null) {
      return;
    }
    Instant instant = local.toInstant(offset);
    ZoneOffsetTransition before = rules.previousTransition(instant);
    ZoneOffsetTransition after = rules.nextTransition(instant);
    steadyFrom = before == null ? Long.MIN_VALUE : Math.max(start(before), end(before));
    steadyTo = after == null ? Long.MAX_VALUE : Math.min(start(after), end(after));
    steadyFrom = Math.min(steadyFrom, seconds);
    steadyTo = Math.max(steadyTo, seconds + 1);
  }

  private static long start(ZoneOffsetTransition transition) {
    return transition.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC);
  }

  private static long end(ZoneOffsetTransition transition) {
    return transition.getDateTimeAfter().toEpochSecond(ZoneOffset.UTC);
  }
}
