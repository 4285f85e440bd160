package dev.weir.alerting.outbox;

import java.io.IOException;

/** A file of an outbox that a newer build wrote: it must be neither changed nor deleted. */
public final class NewerOutboxException extends IOException {

  private static final long serialVersionUID = 1L;

  NewerOutboxException(String file, long version, int newest) {
    super(
        "%s has version %d, and this build reads up to version %d; a newer build wrote it, and"
                .formatted(file, version, newest)
            + " nothing was changed: start that one");
  }
}
