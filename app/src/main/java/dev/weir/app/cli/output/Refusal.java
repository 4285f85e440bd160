package dev.weir.app.cli.output;

import static java.util.stream.Collectors.joining;

import dev.weir.app.exit.ExitCode;
import dev.weir.monitoring.Printable;
import dev.weir.settings.hocon.ConfigurationException;
import java.util.List;

/** Something that cannot be done as asked; the message says why and what to do. */
public final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private final boolean hasLines;

  public Refusal(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
    this.hasLines = false;
  }

  private Refusal(int exitCode, List<String> lines) {
    super(lines.stream().map(Printable::of).collect(joining(System.lineSeparator())));
    this.exitCode = exitCode;
    this.hasLines = true;
  }

  /** Reports faults of settings that come from options of a command line. */
  public static Exception of(ConfigurationException refused, String origin) {
    return refused.problems().stream().allMatch(problem -> problem.startsWith(origin + ": "))
        ? new Refusal(ExitCode.USAGE, refused.problems())
        : refused;
  }

  /** The lines of the message; foreign text within one may have ends of lines. */
  public List<String> lines() {
    return hasLines ? text().lines().toList() : List.of(text());
  }

  private String text() {
    return String.valueOf(getMessage());
  }

  public int exitCode() {
    return exitCode;
  }
}
