package dev.weir.settings;

import dev.weir.connectors.file.FileSet;
import dev.weir.connectors.file.FileSettings;
import dev.weir.connectors.text.LineFormat;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.TextSettings;
import dev.weir.settings.hocon.Section;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the settings of sources of text, files and standard input, and of what records look like.
 */
final class TextReader {

  private static final long SHORTEST_LINE = 1024;
  private static final int LONGEST_LINE = 1 << 28;

  private TextReader() {}

  /** The format of files; {@code auto} takes it from the name of each file. */
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
    FileSettings settings =
        new FileSettings(
            path,
            follow,
            format.format(),
            separator(section),
            longestLine(section),
            record(section.section("record"), name));
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
    LineFormat format = section.choice("format", LineFormat.class);
    TextSettings settings =
        new TextSettings(
            format,
            separator(section),
            longestLine(section),
            record(section.section("record"), name));
    return new SourceSettings.Stdin(name, settings);
  }

  /** Which columns or fields mean what. */
  static RecordSettings record(Section section, String defaultSeries) {
    RecordSettings record =
        new RecordSettings(
            section.text("time"),
            section.text("series"),
            section.text("label"),
            section.texts("values"),
            defaultSeries);
    section.refuseUnknownKeys();
    return record;
  }

  /** A path that must be set. */
  static Path path(Section section) {
    if (section.text("path").isEmpty()) {
      section.problem("path", "must not be empty");
    }
    return section.path("path");
  }

  /** The character between the cells of CSV lines. */
  static char separator(Section section) {
    String separator = section.text("separator");
    if (separator.length() != 1 || separator.charAt(0) > 127 || separator.charAt(0) == '"') {
      section.problem("separator", "must be one ASCII character other than a quote");
      return ',';
    }
    return separator.charAt(0);
  }

  /** The length of the longest line that is read, in bytes. */
  static int longestLine(Section section) {
    long bytes = section.bytes("longest-line", SHORTEST_LINE);
    if (bytes > LONGEST_LINE) {
      section.problem("longest-line", "must be at most 256 MiB");
    }
    return (int) Math.min(bytes, LONGEST_LINE);
  }
}
