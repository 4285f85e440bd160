package dev.weir.connectors.file;

import dev.weir.connectors.text.LineFormat;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.TextSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How files are read.
 *
 * @param path a file, a folder or a pattern
 * @param follow whether to wait for more at the end, as files grow and appear
 * @param format empty to tell it from each file's name, CSV where that says nothing
 * @param separator between the cells of CSV files
 * @param longestLine in bytes; what is longer is a dead letter
 */
public record FileSettings(
    String path,
    boolean follow,
    Optional<LineFormat> format,
    char separator,
    int longestLine,
    RecordSettings record) {

  /** Whether a file found in a folder or by a pattern is read. */
  boolean isReadable(String name) {
    return format.isPresent() || FileSet.formatOf(name).isPresent();
  }

  /** Whether a file of this path is, or would be, read. */
  public boolean reads(Path file) {
    FileSet files = FileSet.of(path);
    return files.holds(file)
        && (files.isSingleFile() || isReadable(String.valueOf(file.getFileName())));
  }

  /** How a file of this name is read. */
  public TextSettings textOf(String name) {
    LineFormat known = format.or(() -> FileSet.formatOf(name)).orElse(LineFormat.CSV);
    return new TextSettings(known, separator, longestLine, record);
  }
}
