package dev.weir.connectors.file.content;

import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.setup.Setup;
import java.io.IOException;
import java.nio.file.Path;

/** Decides from the beginning of a file how it is read. */
public final class FileReading {

  private FileReading() {}

  /**
   * Decides; a file that cannot be opened, is damaged from its beginning on, or lacks a column that
   * a setting names, is unreadable.
   */
  public static Reading of(Path file, Setup setup) {
    try {
      Reading reading = Opening.of(file, false).reading(setup);
      return reading instanceof Reading.Decided decided ? decided.strict() : reading;
    } catch (IOException e) {
      return new Reading.Unreadable(FileFailure.of(e));
    }
  }
}
