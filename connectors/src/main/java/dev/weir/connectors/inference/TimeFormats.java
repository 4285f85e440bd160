package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Clock;
import dev.weir.connectors.text.value.TimePattern;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.Times;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/** Finds out how the times of a column are written. */
final class TimeFormats {

  private static final double EXCEPTIONS = 0.02;

  /** Share of cells that may be no time at all. */
  private static final double MOST_ERRORS = 0.2;

  private TimeFormats() {}

  /** The formats that read (nearly) all of the cells that are not missing; none for no times. */
  static List<String> of(List<String> cells) {
    List<String> present = cells.stream().filter(cell -> !Cell.isMissing(cell)).toList();
    if (present.isEmpty()) {
      return List.of();
    }
    Set<String> formats = candidates(present);
    List<String> readable = readable(present, formats);
    if (!areNearlyAll(readable, present)) {
      return List.of();
    }
    List<String> fitting = new ArrayList<>();
    for (String format : formats) {
      if (fits(readable, format)) {
        fitting.add(format);
      }
    }
    return fitting;
  }

  /** The format of months of a year that reads all of the cells; none for other texts. */
  static List<String> ofMonths(List<String> cells) {
    List<String> present = cells.stream().filter(cell -> !Cell.isMissing(cell)).toList();
    return present.stream()
        .findFirst()
        .flatMap(Clock::patternOfMonth)
        .filter(format -> fits(present, format))
        .stream()
        .toList();
  }

  /** The cells that one of the formats reads: what none reads tells nothing about the format. */
  private static List<String> readable(List<String> present, Set<String> formats) {
    List<TimeReader> readers = formats.stream().map(f -> new TimeReader(f, "")).toList();
    return present.stream()
        .filter(cell -> readers.stream().anyMatch(r -> read(r, cell) != Times.UNREADABLE))
        .toList();
  }

  /** Whether a fifth of the cells at most, or one, is left out, and more than half are there. */
  private static boolean areNearlyAll(List<String> readable, List<String> present) {
    int unread = present.size() - readable.size();
    return unread <= Math.max(1, MOST_ERRORS * present.size()) && 2 * unread < present.size();
  }

  /** Whether a format reads (nearly) all of the cells. */
  static boolean fits(List<String> present, String format) {
    TimeReader reader = new TimeReader(format, "");
    int unread = 0;
    for (String cell : present) {
      unread += read(reader, cell) == Times.UNREADABLE ? 1 : 0;
    }
    return unread <= EXCEPTIONS * present.size();
  }

  /**
   * Whether another format reads each cell that a format reads, as the same time. What neither
   * reads decides nothing, so that a sample says the same with more bad records in it.
   */
  static boolean agree(List<String> present, String format, String other) {
    TimeReader first = new TimeReader(format, "");
    TimeReader second = new TimeReader(other, "");
    return present.stream()
        .allMatch(cell -> {
          long time = read(first, cell);
          return time == Times.UNREADABLE || time == read(second, cell);
        });
  }

  static long read(TimeReader reader, String cell) {
    byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
    return reader.parse(bytes, 0, bytes.length);
  }

  private static Set<String> candidates(List<String> present) {
    Set<String> formats = new LinkedHashSet<>();
    for (String cell :
        List.of(present.getFirst(), present.get(present.size() / 2), present.getLast())) {
      String text = Clock.start(cell);
      if (Clock.isIso(text) && text.equals(cell)) {
        formats.add("");
      }
      Clock.numeric(text).ifPresent(match -> formats.addAll(numeric(match)));
      Clock.worded(text).ifPresent(match -> formats.add(worded(match)));
      Clock.patternOfMonthFirst(text).ifPresent(formats::add);
      if (Clock.isCompact(text)) {
        formats.add(compact(text));
      }
    }
    formats.removeIf(format -> !format.isEmpty() && !isPattern(format));
    Set<String> iso = Set.of("");
    if (formats.contains("") && areNearlyAll(readable(present, iso), present)) {
      return iso;
    }
    return formats;
  }

  private static boolean isPattern(String format) {
    try {
      TimePattern.of(format);
      return true;
    } catch (IllegalArgumentException e) {
      // A shape that is not a pattern is not a candidate.
      return false;
    }
  }

  private static List<String> numeric(Matcher match) {
    String separator = match.group(2);
    String time = match.group(7);
    String word = match.group("uhr") == null ? "" : " 'Uhr'";
    String behind =
        time == null ? "" : Clock.joint(match.group(6)) + Clock.patternOfTime(time) + word;
    if (match.group(1).length() == 4) {
      return List.of("yyyy%sM%sd".formatted(separator, separator) + behind);
    }
    String year = match.group(4).length() == 4 ? "yyyy" : "yy";
    String dayFirst = "d%sM%s%s".formatted(separator, separator, year) + behind;
    String monthFirst = "M%sd%s%s".formatted(separator, separator, year) + behind;
    return separator.equals(".") ? List.of(dayFirst) : List.of(dayFirst, monthFirst);
  }

  private static String worded(Matcher match) {
    String year = match.group(6).length() == 4 ? "yyyy" : "yy";
    String time = match.group(8);
    return Clock.weekday(match.group(1))
        + "d"
        + match.group(3)
        + "MMM"
        + match.group(5)
        + year
        + (time == null ? "" : Clock.joint(match.group(7)) + Clock.patternOfTime(time));
  }

  /** Of digits only. */
  static String compact(String text) {
    String digits = text.replaceAll("[^0-9].*", "");
    String joint = text.length() > 8 && text.charAt(8) == 'T' ? "'T'" : "";
    joint = text.length() > 8 && text.charAt(8) == ' ' ? " " : joint;
    int behind =
        joint.isEmpty()
            ? digits.length() - 8
            : text.substring(9).replaceAll("[^0-9].*", "").length();
    return "yyyyMMdd"
        + joint
        + (behind >= 2 ? "HH" : "")
        + (behind >= 4 ? "mm" : "")
        + (behind >= 6 ? "ss" : "")
        + (behind >= 9 ? "SSS" : "");
  }
}
