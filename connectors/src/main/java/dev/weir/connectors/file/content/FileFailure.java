package dev.weir.connectors.file.content;

import dev.weir.engine.FailureText;
import java.io.IOException;

/** Describes the failure of a file, and its remedy. */
public final class FileFailure {

  private FileFailure() {}

  /** Half a sentence or more, without a full stop. */
  public static String of(IOException failure) {
    return FailureText.of(failure);
  }
}
