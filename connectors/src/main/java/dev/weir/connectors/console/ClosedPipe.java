package dev.weir.connectors.console;

import java.io.IOException;

/** Tells whether whoever read what is written has had enough, as {@code head} has. */
public final class ClosedPipe {

  private ClosedPipe() {}

  /** The operating system's words are all that tells it. */
  public static boolean is(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Broken pipe");
  }
}
