package dev.weir.checkpointing;

import java.io.IOException;

/** A checkpoint that is not whole, not of this pipeline, or of a format that is not known. */
public final class CorruptCheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  public CorruptCheckpointException(String message) {
    super(message);
  }
}
