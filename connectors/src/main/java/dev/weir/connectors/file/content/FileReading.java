package dev.weir.connectors.file.content;

import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.setup.Setup;
import java.io.IOException;
import java.nio.file.Path;

/** Decides from the beginning of a file how it is read. */
public final class FileReading {

  private FileReading() {}

  /** Decides; a file that cannot be opened, or is damaged from its beginning on, is unreadable. */
  public static Reading of(Path file, Setup setup) {
    try {
      return Opening.of(file, false).reading(setup);
    } catch (IOException e) {
      return new Reading.Unreadable(FileFailure.of(e));
    }
  }
}
