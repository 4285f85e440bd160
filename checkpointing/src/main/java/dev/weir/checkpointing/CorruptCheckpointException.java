package dev.weir.checkpointing;

import java.io.IOException;

/** A checkpoint that is not whole, or not of this pipeline. */
public final class CorruptCheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  public CorruptCheckpointException(String message) {
    super(message);
  }
}
