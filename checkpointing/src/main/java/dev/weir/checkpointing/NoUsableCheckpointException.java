package dev.weir.checkpointing;

import java.io.IOException;

/** A pipeline had checkpoints and none of them is whole: starting empty would lose its state. */
public final class NoUsableCheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  public NoUsableCheckpointException(String message) {
    super(message);
  }
}
