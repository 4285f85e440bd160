package dev.weir.app.service;

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
}
