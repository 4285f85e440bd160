package dev.weir.engine;

import java.io.IOException;

/** A source cannot be read until a setting is changed: to try it again does not help. */
public final class SourceRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** A sentence that names the setting. */
  public SourceRefusedException(String message) {
    super(message);
  }
}
