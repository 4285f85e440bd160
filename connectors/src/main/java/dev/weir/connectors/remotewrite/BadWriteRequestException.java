package dev.weir.connectors.remotewrite;

import java.io.IOException;

/** A body is not a request of remote write: nothing of it is read. */
public final class BadWriteRequestException extends IOException {

  private static final long serialVersionUID = 1;

  BadWriteRequestException(String message) {
    super(message);
  }
}
