package dev.weir.engine;

import java.io.IOException;

/**
 * Thrown by {@link Source#probe} if the server of a source does not answer now and may answer
 * later. Its message names the server and the remedy in one sentence.
 */
public final class SourceAwayException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Takes the sentence for the user, and the failure of the connection. */
  public SourceAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
