package dev.weir.connectors.file;

import dev.weir.engine.FailureText;
import java.io.IOException;

/** What went wrong with a file, in words, and what to do about it. */
public final class FileFailure {

  private FileFailure() {}

  /** Half a sentence or more, without a full stop. */
  public static String of(IOException failure) {
    return FailureText.of(failure);
  }
}
