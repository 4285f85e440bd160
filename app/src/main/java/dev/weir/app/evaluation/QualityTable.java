package dev.weir.app.evaluation;

import dev.weir.monitoring.Printable;
import dev.weir.monitoring.evaluation.Quality;
import java.util.ArrayList;
import java.util.List;

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
      TextTable.lines(lines).forEach(line -> line(text, line));
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

  private static void line(StringBuilder text, String line) {
    text.append(Printable.of(line)).append(System.lineSeparator());
  }
}
