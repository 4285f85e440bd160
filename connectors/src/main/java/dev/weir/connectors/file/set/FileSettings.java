package dev.weir.connectors.file.set;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * How files are read.
 *
 * @param path a file, a folder or a pattern
 * @param follow whether to wait for more at the end, as files grow and appear
 * @param setup how their texts are read
 * @param seriesFrom the series of records that name none
 */
public record FileSettings(String path, boolean follow, Setup setup, SeriesFrom seriesFrom) {

  /** Files whose records without a series have the default one of {@link SeriesFrom#AUTO}. */
  public FileSettings(String path, boolean follow, Setup setup) {
    this(path, follow, setup, SeriesFrom.AUTO);
  }

  /**
   * Files that are read as this says.
   *
   * @param format empty to tell it from each file's name, CSV where that says nothing
   * @param separator between the cells of CSV files
   * @param longestLine in bytes; what is longer is a dead letter
   */
  public FileSettings(
      String path,
      boolean follow,
      Optional<LineFormat> format,
      char separator,
      int longestLine,
      RecordSettings record) {
    this(
        path,
        follow,
        new Setup(
            format, Optional.of(separator), longestLine, record, Layout.PLAIN, false, true, false));
  }

  /** Files that are there now, and are read in a way that was decided. */
  public static FileSettings decided(String path, TextSettings text) {
    return new FileSettings(path, false, Setup.of(text));
  }

  /** Files that are there now, and whose records are like those of a text of any format. */
  public static FileSettings like(String path, TextSettings text) {
    return new FileSettings(path, false, Setup.of(text).ofAnyFormat());
  }

  /** Whether the path is a folder or a pattern, rather than a file. */
  public boolean isSet() {
    try {
      return !FileSet.of(path).isSingleFile();
    } catch (PatternSyntaxException e) {
      // The settings refuse it.
      return false;
    }
  }

  public RecordSettings record() {
    return setup.record();
  }

  /** Whether a file found in a folder or by a pattern is read. */
  public boolean isReadable(String name) {
    return setup.format().isPresent() || FileSet.formatOf(name).isPresent();
  }

  /** Whether a file of this path is, or would be, read. */
  public boolean reads(Path file) {
    FileSet files = FileSet.of(path);
    return files.holds(file)
        && (files.isSingleFile() || mayBeRead(String.valueOf(file.getFileName())));
  }

  private boolean mayBeRead(String name) {
    return isReadable(name) || (!setup.isSettled() && FileSet.mayHoldRecords(name));
  }

  /** How a file of this name is read by the usual names, without a look at it. */
  public TextSettings textOf(String name) {
    return setup.usual(FileSet.formatOf(name).orElse(LineFormat.CSV));
  }
}
