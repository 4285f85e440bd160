package dev.weir.connectors.file;

import java.io.IOException;
import java.nio.file.Path;

/** What was read of a file is not in it any more: it was cut off, or written again. */
final class RewrittenException extends IOException {

  private static final long serialVersionUID = 1L;

  RewrittenException(Path path) {
    super(path + " does not have the content any more that was read of it");
  }
}
