package dev.weir.app.cli;

/** Something that cannot be done as asked; the message says why and what to do. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  Refusal(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
