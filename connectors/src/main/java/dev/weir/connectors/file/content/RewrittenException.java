package dev.weir.connectors.file.content;

import java.io.IOException;
import java.nio.file.Path;

/** A file no longer has the content that was read: it was truncated, or written again. */
public final class RewrittenException extends IOException {

  private static final long serialVersionUID = 1L;

  public RewrittenException(Path path) {
    super(path + " does not have the content any more that was read of it");
  }
}
