package dev.weir.settings.receiver;

import dev.weir.alerting.route.TimeInterval;
import dev.weir.settings.hocon.EntryName;
import dev.weir.settings.hocon.Section;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads named time intervals. */
final class TimeIntervals {

  private static final int LONGEST_MONTH = 31;

  private TimeIntervals() {}

  static Map<String, TimeInterval> read(List<Section> sections) {
    Map<String, TimeInterval> intervals = new LinkedHashMap<>();
    for (Section section : sections) {
      TimeInterval interval = interval(section);
      if (intervals.put(interval.name(), interval) != null) {
        section.problem("name", "is used twice: '%s'".formatted(interval.name()));
      }
      section.refuseUnknownKeys();
    }
    return intervals;
  }

  private static TimeInterval interval(Section section) {
    return new TimeInterval(
        EntryName.of(section),
        section.has("times") ? times(section) : List.of(),
        section.has("weekdays") ? section.choices("weekdays", DayOfWeek.class) : Set.of(),
        section.has("days-of-month") ? days(section) : List.of(),
        section.has("months")
            ? section.choices("months", Month.class)
            : EnumSet.noneOf(Month.class),
        zone(section));
  }

  private static List<TimeInterval.Times> times(Section section) {
    List<TimeInterval.Times> times = new ArrayList<>();
    for (String text : section.texts("times")) {
      try {
        times.add(TimeInterval.Times.parse(text));
      } catch (IllegalArgumentException e) {
        section.problem(
            "times",
            "has '%s' where a part of a day such as 06:00-22:00 is wanted: %s"
                .formatted(text, e.getMessage()));
      }
    }
    return times;
  }

  private static List<TimeInterval.Days> days(Section section) {
    List<TimeInterval.Days> days = new ArrayList<>();
    for (String text : section.texts("days-of-month")) {
      String[] ends = text.split(":", -1);
      if (text.matches("-?\\d{1,2}(:-?\\d{1,2})?") && inMonth(ends)) {
        days.add(
            new TimeInterval.Days(
                Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
      } else {
        section.problem(
            "days-of-month", "has '%s' where a day such as 1, -1 or 1:5 is wanted".formatted(text));
      }
    }
    return days;
  }

  private static boolean inMonth(String[] days) {
    for (String day : days) {
      int number = Math.abs(Integer.parseInt(day));
      if (number < 1 || number > LONGEST_MONTH) {
        return false;
      }
    }
    return true;
  }

  private static ZoneId zone(Section section) {
    String name = section.has("location") ? section.text("location") : "UTC";
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      section.problem("location", "is not a time zone: '%s'".formatted(name));
      return ZoneId.of("UTC");
    }
  }
}
