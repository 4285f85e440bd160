package dev.weir.app.service;

import dev.weir.app.exit.ExitCode;

/**
 * How the service ended.
 *
 * @param message what a person should know; empty if all went well
 */
public record Ending(int exitCode, String message) {

  /** Both: the first exit code that is not 0, and both messages. */
  Ending and(Ending other) {
    String both =
        message.isEmpty() || other.message().isEmpty()
            ? message + other.message()
            : message + "; " + other.message();
    return new Ending(exitCode == 0 ? other.exitCode() : exitCode, both);
  }

  /** As it should. */
  public static final Ending WELL = new Ending(0, "");

  /** The last records of a source are read again at the next start. */
  static Ending notSaved(String source, String reason) {
    return new Ending(
        ExitCode.FAILED,
        ("the last state of source '%s' is not saved: %s; the next start reads on from its last"
                + " checkpoint")
            .formatted(source, reason));
  }

  /** A source has stopped for good. */
  static Ending cannotGoOn(int exitCode, String source, String reason) {
    return new Ending(exitCode, "source '%s' cannot go on: %s".formatted(source, reason));
  }
}
