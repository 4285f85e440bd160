package dev.weir.alerting.silence;

import dev.weir.alerting.route.TimeInterval;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The weekdays and times of day at which a silence comes back, such as those of maintenance.
 *
 * @param weekdays any if empty
 * @param times parts of a day; the whole day if empty
 * @param zone in which days and times are read
 */
public record Window(Set<DayOfWeek> weekdays, List<TimeInterval.Times> times, ZoneId zone) {

  public Window {
    weekdays = Set.copyOf(weekdays);
    times = List.copyOf(times);
    if (weekdays.isEmpty() && times.isEmpty()) {
      throw new IllegalArgumentException("a window needs weekdays or times");
    }
  }

  /**
   * Reads a window.
   *
   * @param weekdays English names in lower case, such as saturday
   * @param times such as 06:00-22:00
   * @param zone such as Europe/Berlin
   * @throws IllegalArgumentException if one of them is malformed; the message names it
   */
  public static Window parse(List<String> weekdays, List<String> times, String zone) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    weekdays.forEach(day -> days.add(weekday(day)));
    return new Window(days, times.stream().map(Window::part).toList(), zone(zone));
  }

  private static DayOfWeek weekday(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name(day).equals(text)) {
        return day;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is not a weekday; write monday, tuesday, ... sunday".formatted(text));
  }

  private static TimeInterval.Times part(String text) {
    try {
      return TimeInterval.Times.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not a part of a day such as 06:00-22:00: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is not a time zone; write one such as Europe/Berlin or UTC".formatted(text), e);
    }
  }

  private static String name(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  /** The names of the weekdays, from Monday. */
  public List<String> weekdayNames() {
    return weekdays.stream().sorted().map(Window::name).toList();
  }

  /** The parts of a day in the form that {@link #parse} reads. */
  public List<String> timeTexts() {
    return times.stream().map(TimeInterval.Times::text).toList();
  }

  /** The window in words, such as {@code saturday, sunday 02:00-04:00 Europe/Berlin}. */
  public String text() {
    return "%s%s%s %s"
        .formatted(
            String.join(", ", weekdayNames()),
            weekdays.isEmpty() || times.isEmpty() ? "" : " ",
            String.join(", ", timeTexts()),
            zone);
  }

  boolean contains(Instant moment) {
    return new TimeInterval("", times, weekdays, List.of(), Set.of(), zone).contains(moment);
  }
}
