package dev.weir.alerting.route;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Times that come back, in the terms of Alertmanager: every field that is given must match, and
 * within a field any element.
 *
 * @param times of the day; any if empty
 * @param weekdays any if empty
 * @param daysOfMonth from 1, or from -1 backwards from the last; any if empty
 * @param months any if empty
 * @param zone in which days and times are read
 */
public record TimeInterval(
    String name,
    List<Times> times,
    Set<DayOfWeek> weekdays,
    List<Days> daysOfMonth,
    Set<Month> months,
    ZoneId zone) {

  /**
   * Holds a part of a day.
   *
   * @param from included
   * @param to not included; empty for the end of the day
   */
  public record Times(LocalTime from, Optional<LocalTime> to) {

    private static final String END_OF_DAY = "24:00";

    public Times {
      if (to.isPresent() && !to.get().isAfter(from)) {
        throw new IllegalArgumentException(
            "the time %s to %s ends before it begins; give a night as two: to 24:00 and from 00:00"
                .formatted(from, to.get()));
      }
    }

    /**
     * Reads a part of a day such as {@code 06:00-22:00}; {@code 24:00} is the end of the day.
     *
     * @throws IllegalArgumentException if it is malformed, or ends before it begins
     */
    public static Times parse(String text) {
      String[] ends = text.split("-", -1);
      if (ends.length != 2) {
        throw new IllegalArgumentException("it has not two ends");
      }
      try {
        String to = ends[1].strip();
        return new Times(
            LocalTime.parse(ends[0].strip()),
            to.equals(END_OF_DAY) ? Optional.empty() : Optional.of(LocalTime.parse(to)));
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    /** Writes it in the form that {@link #parse} reads. */
    public String text() {
      return from + "-" + to.map(LocalTime::toString).orElse(END_OF_DAY);
    }

    boolean contains(LocalTime time) {
      return !time.isBefore(from) && to.map(time::isBefore).orElse(true);
    }
  }

  /** Holds days of a month, both included; negative ones count back from the end. */
  public record Days(int from, int to) {
    boolean contains(int day, int length) {
      return day >= resolve(from, length) && day <= resolve(to, length);
    }

    private static int resolve(int day, int length) {
      return day < 0 ? Math.max(1, length + 1 + day) : Math.min(day, length);
    }
  }

  public TimeInterval {
    times = List.copyOf(times);
    weekdays = Set.copyOf(weekdays);
    daysOfMonth = List.copyOf(daysOfMonth);
    months = Set.copyOf(months);
  }

  /** Whether the moment is within it. */
  public boolean contains(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    int length = local.toLocalDate().lengthOfMonth();
    return (weekdays.isEmpty() || weekdays.contains(local.getDayOfWeek()))
        && (months.isEmpty() || months.contains(local.getMonth()))
        && (daysOfMonth.isEmpty()
            || daysOfMonth.stream().anyMatch(days -> days.contains(local.getDayOfMonth(), length)))
        && (times.isEmpty() || times.stream().anyMatch(part -> part.contains(local.toLocalTime())));
  }
}
