package dev.weir.settings.connector;

import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.file.set.SeriesFrom;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.settings.hocon.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** The histories that are read before sources, to learn from. */
public final class Histories {

  public static final String KEY = "history";

  private Histories() {}

  /** Returns the sources, each with the history of its section before it, if there is one. */
  static List<SourceSettings> before(List<SourceSettings> sources, Section section) {
    Section history = section.section(KEY);
    Path path = history.path("path");
    List<SourceSettings> read =
        sources.stream().map(source -> with(source, path, history)).toList();
    history.refuseUnknownKeys();
    if (path.toString().isEmpty()) {
      return sources;
    }
    if (sources.size() > 1) {
      history.problem(
          "path",
          "would be learnt by each of %d streams; give each stream a source of its own"
              .formatted(sources.size()));
    }
    return read;
  }

  private static SourceSettings with(SourceSettings source, Path path, Section section) {
    Setup setup =
        TextEntries.setup(
            section,
            section.choice("format", TextReader.TextFormat.class).format(),
            record(section.section("record"), source));
    FileSettings files = new FileSettings(path.toString(), false, setup, seriesFrom(source));
    try {
      FileSet.of(path.toString());
    } catch (PatternSyntaxException e) {
      section.problem("path", "is not a pattern of files: " + e.getDescription());
    }
    return new SourceSettings.WithHistory(source, files);
  }

  /** A history has the series of its source. */
  private static SeriesFrom seriesFrom(SourceSettings source) {
    if (!(source.plain() instanceof SourceSettings.Files files)) {
      return SeriesFrom.SOURCE;
    }
    SeriesFrom from = files.settings().seriesFrom();
    return from == SeriesFrom.AUTO && !files.settings().isSet() ? SeriesFrom.SOURCE : from;
  }

  /** Keys that the section does not have are those of the source. */
  private static RecordSettings record(Section section, SourceSettings source) {
    RecordSettings like = source.record();
    return TextEntries.like(like, TextEntries.record(section, like.defaultSeries()));
  }
}
