package dev.weir.app.cli;

import dev.weir.app.exit.ExitCode;
import dev.weir.app.settings.ConfigurationException;

/** Something that cannot be done as asked; the message says why and what to do. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  Refusal(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What is wrong with settings that come from the options of a command line. */
  static Exception of(ConfigurationException refused, String origin) {
    return refused.problems().stream().allMatch(problem -> problem.startsWith(origin + ": "))
        ? new Refusal(ExitCode.USAGE, String.join(System.lineSeparator(), refused.problems()))
        : refused;
  }

  int exitCode() {
    return exitCode;
  }
}
