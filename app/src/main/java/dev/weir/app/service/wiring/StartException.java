package dev.weir.app.service.wiring;

/** The service cannot start; the message says why and what to do. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  public StartException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
