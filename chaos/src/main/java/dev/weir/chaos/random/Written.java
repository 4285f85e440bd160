package dev.weir.chaos.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detections by id, each once, in the order in which they came first.
 *
 * @param torn lines that are no whole detection
 * @param differing pairs of lines of one id that differ
 */
record Written(Map<String, String> byId, List<String> torn, List<String> differing) {

  private static final Pattern LINE =
      Pattern.compile("\\{\"id\":\"([0-9a-f]{32})\",\"series\":(null|\"[^\"]*\"),.*\\}");
  private static final Pattern PLACE =
      Pattern.compile(
          "\"id\":\"[^\"]*\",|\"position\":\"[^\"]*\",|,\"detail\":\"(?:[^\"\\\\]|\\\\.)*\"");

  static Written of(List<String> lines) {
    Written written = new Written(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    lines.forEach(written::add);
    return written;
  }

  static Written read(Path file) throws IOException {
    return of(Files.exists(file) ? Files.readAllLines(file) : List.of());
  }

  private void add(String line) {
    Matcher match = LINE.matcher(line);
    if (!match.matches()) {
      torn.add(line);
      return;
    }
    String before = byId.putIfAbsent(match.group(1), line);
    if (before != null && !before.equals(line)) {
      differing.add("first %s%nthen  %s".formatted(before, line));
    }
  }

  /** Lines by series, in their order, without ids, positions and details of dead letters. */
  Map<String, List<String>> bySeries() {
    Map<String, List<String>> series = new TreeMap<>();
    for (String line : byId.values()) {
      Matcher match = LINE.matcher(line);
      if (!match.matches()) {
        throw new IllegalStateException("it matched before: " + line);
      }
      series
          .computeIfAbsent(match.group(2), _ -> new ArrayList<>())
          .add(PLACE.matcher(line).replaceAll(""));
    }
    return series;
  }
}
