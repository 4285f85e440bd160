package dev.weir.connectors.file;

import dev.weir.connectors.text.LineFormat;
import dev.weir.connectors.text.RecordReader;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.TextSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at the beginning of a file before it is read in earnest. */
public final class FileHeader {

  private FileHeader() {}

  /** Why no record of the file can be read; empty if some may be. */
  public static Optional<String> problem(Path file, LineFormat format) {
    TextSettings settings =
        new TextSettings(format, ',', TextSettings.LONGEST_LINE, RecordSettings.usual("file"));
    try (InputStream in = Content.openFinished(file)) {
      return RecordReader.headerProblem(in, settings);
    } catch (IOException e) {
      return Optional.of(FileFailure.of(e));
    }
  }
}
