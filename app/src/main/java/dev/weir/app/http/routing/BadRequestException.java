package dev.weir.app.http.routing;

/** A request that cannot be understood; its message is one sentence for the client. */
public final class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadRequestException(String message) {
    super(message);
  }
}
