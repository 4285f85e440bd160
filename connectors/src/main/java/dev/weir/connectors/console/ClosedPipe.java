package dev.weir.connectors.console;

import java.io.IOException;

/** Recognizes that the reader of a pipe has closed it, as {@code head} does. */
public final class ClosedPipe {

  private ClosedPipe() {}

  /** The operating system's words are all that tells it. */
  public static boolean is(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Broken pipe");
  }
}
