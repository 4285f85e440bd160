package dev.weir.connectors.inference.live;

import java.io.IOException;

/** Two readings of a text are as likely as each other; the message names the setting to set. */
public final class AmbiguousReadingException extends IOException {

  private static final long serialVersionUID = 1L;

  /** A sentence that names the text, the readings and the setting. */
  public AmbiguousReadingException(String message) {
    super(message);
  }
}
