package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Split;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the zone of times in the name of their column, or in front of the header. */
final class Zones {

  private static final Pattern OFFSET =
      Pattern.compile("(?:GMT|UTC)\\s?([+-])(\\d{1,2}):?(\\d{2})?");

  /** Abbreviations that are one offset wherever they are used. */
  private static final Map<String, String> OFFSETS =
      Map.of(
          "CET", "+01:00", "MEZ", "+01:00", "CEST", "+02:00", "MESZ", "+02:00", "EST", "-05:00",
          "EDT", "-04:00", "PST", "-08:00", "PDT", "-07:00");

  private Zones() {}

  /** A zone that the lines in front of the header name, as a number of hours; empty for none. */
  static String ofPreamble(List<String> lines, int end, char separator) {
    for (int i = 0; i + 1 < end; i++) {
      int place = Split.cells(lines.get(i), separator).indexOf("Time Zone");
      List<String> below = Split.cells(lines.get(i + 1), separator);
      if (place >= 0 && place < below.size()) {
        double hours = Cell.number(below.get(place), '.');
        if (hours >= -12 && hours <= 14 && hours == Math.rint(hours)) {
          return "%s%02d:00".formatted(hours < 0 ? "-" : "+", (int) Math.abs(hours));
        }
      }
    }
    return "";
  }

  /** A zone such as {@code -05:00}; empty if the name has none. */
  static String of(String name) {
    Matcher offset = OFFSET.matcher(name);
    if (offset.find()) {
      String minutes = offset.group(3) == null ? "00" : offset.group(3);
      String hours = offset.group(2).length() == 1 ? "0" + offset.group(2) : offset.group(2);
      return offset.group(1) + hours + ":" + minutes;
    }
    if (name.contains("CET/CEST") || name.contains("MEZ/MESZ")) {
      return "Europe/Brussels";
    }
    for (String word : name.split("[^A-Za-z]+")) {
      String known = OFFSETS.get(word.toUpperCase(Locale.ROOT));
      if (known != null) {
        return known;
      }
    }
    return "";
  }
}
