package dev.weir.checkpointing;

import java.io.IOException;

/**
 * A file that a newer build wrote, in a format that this one cannot read. It is not damaged: it
 * must be neither moved nor deleted. The message names the file, its version and the newest version
 * that this build reads.
 */
public final class NewerFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  public NewerFormatException(String message) {
    super(message);
  }
}
