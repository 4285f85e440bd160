package dev.weir.app.evaluation;

import dev.weir.monitoring.Printable;
import dev.weir.monitoring.evaluation.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Shows an evaluation to people: a line for each file, one for all, and what the figures mean. */
public final class QualityTable {

  private QualityTable() {}

  /** Of the files of a run. */
  public static String of(List<FileFindings> files) {
    StringBuilder text = new StringBuilder(System.lineSeparator());
    List<FileFindings> labelled =
        files.stream().filter(file -> file.quality().isLabelled()).toList();
    if (!labelled.isEmpty()) {
      List<List<String>> lines = new ArrayList<>(List.of(Figures.NAMES));
      labelled.forEach(file -> lines.add(Figures.of(file.file(), file.quality())));
      Quality all = Quality.of(labelled.stream().map(FileFindings::quality).toList());
      lines.add(Figures.of("all", all));
      align(lines, text);
      Figures.MEANINGS.forEach(line -> line(text, line));
      unjudged(all, text);
    }
    Figures.unlabelled(files).forEach(line -> line(text, line));
    return text.toString();
  }

  private static void unjudged(Quality all, StringBuilder text) {
    if (all.alerts().unjudged() > 0) {
      line(
          text,
          "Events of which no row was scored, and none could be found: %,d"
              .formatted(all.alerts().unjudged()));
    }
  }

  private static void align(List<List<String>> lines, StringBuilder text) {
    int[] widths =
        IntStream.range(0, Figures.NAMES.size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    for (List<String> cells : lines) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        String gap = " ".repeat(widths[i] - cells.get(i).length());
        line.append(i == 0 ? cells.get(i) + gap : "  " + gap + cells.get(i));
      }
      line(text, line.toString());
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append(Printable.of(line)).append(System.lineSeparator());
  }
}
