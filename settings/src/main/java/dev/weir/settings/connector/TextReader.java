package dev.weir.settings.connector;

import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.file.set.SeriesFrom;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.settings.hocon.EntryName;
import dev.weir.settings.hocon.Section;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Reads the settings of sources of text: files, standard input and HTTP. */
final class TextReader {

  /** Room for two of the largest batches. */
  private static final long LEAST_JOURNAL = 128L << 20;

  private TextReader() {}

  /** The format of a text; {@code auto} takes it from its first lines. */
  enum TextFormat {
    AUTO,
    CSV,
    JSONL;

    Optional<LineFormat> format() {
      return switch (this) {
        case AUTO -> Optional.empty();
        case CSV -> Optional.of(LineFormat.CSV);
        case JSONL -> Optional.of(LineFormat.JSONL);
      };
    }
  }

  static SourceSettings files(Section section) {
    String name = EntryName.of(section);
    String path = path(section).toString();
    boolean follow = section.flag("follow");
    TextFormat format = section.choice("format", TextFormat.class);
    if (!path.isEmpty()) {
      lookFor(path, follow, section);
    }
    RecordSettings record = TextEntries.record(section.section("record"), name);
    Setup setup = TextEntries.setup(section, format.format(), record);
    SeriesFrom from = section.choice("series-from", SeriesFrom.class);
    FileSettings settings = new FileSettings(path, follow, setup, from);
    return new SourceSettings.Files(name, settings);
  }

  private static void lookFor(String path, boolean follow, Section section) {
    try {
      if (!FileSet.of(path).exists() && !follow) {
        section.problem(
            "path",
            "names no file: there is nothing at '%s'; correct it, or wait for it by follow = true"
                .formatted(path));
      }
    } catch (PatternSyntaxException e) {
      section.problem("path", "is not a pattern of files: " + e.getDescription());
    }
  }

  static SourceSettings stdin(Section section) {
    String name = EntryName.of(section);
    TextFormat format = section.choice("format", TextFormat.class);
    RecordSettings record = TextEntries.record(section.section("record"), name);
    return new SourceSettings.Stdin(name, TextEntries.setup(section, format.format(), record));
  }

  static SourceSettings http(Section section) {
    String name = EntryName.of(section);
    long journal = section.bytes("journal-size", LEAST_JOURNAL);
    if (section.integer("skip-lines", 0, 1_000) > 0) {
      section.problem("skip-lines", "must be 0: a batch has nothing in front of its header");
    }
    RecordSettings record = TextEntries.record(section.section("record"), name);
    TextSettings settings =
        TextEntries.setup(section, Optional.of(LineFormat.JSONL), record).usual(LineFormat.JSONL);
    TagRule tags = new TagRule(section.texts("tags"), section.texts("without-tags"));
    return new SourceSettings.Http(name, settings, journal, tags);
  }

  /** A path that must be set. */
  static Path path(Section section) {
    if (section.text("path").isEmpty()) {
      section.problem("path", "must not be empty");
    }
    return section.path("path");
  }
}
