package dev.weir.app.score;

import dev.weir.connectors.inference.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the files of a run are read, in sentences: one for all files that are read alike. */
public final class Readings {

  private static final String REMEDY =
      "; change with --time, --series, --label, --values and others (weir score --help)";

  private final Map<String, List<String>> files = new LinkedHashMap<>();
  private final Map<String, List<String>> hints = new LinkedHashMap<>();

  void add(String file, Reading.Decided reading) {
    files.computeIfAbsent(reading.statement(), _ -> new ArrayList<>()).add(file);
    reading.hints().forEach(hint -> hints.computeIfAbsent(hint, _ -> new ArrayList<>()).add(file));
  }

  /** The sentences. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    files.forEach((statement, names) -> lines.add(subject(names) + " " + statement + REMEDY));
    hints.forEach((hint, names) -> lines.add(subject(names) + " " + hint));
    return lines;
  }

  private static String subject(List<String> names) {
    return names.size() == 1
        ? names.getFirst() + ":"
        : "%s and %d more:".formatted(names.getFirst(), names.size() - 1);
  }
}
