package dev.weir.chaos.process;

import com.fasterxml.jackson.core.JsonProcessingException;

/** How a process ended, and what it said; each stream up to a bound. */
public record ProcessOutcome(String command, int exitCode, String out, String err) {

  /** It ended with this code, and without showing its insides. */
  public ProcessOutcome endedWith(int code) {
    if (exitCode != code) {
      throw new AssertionError(
          "'%s' ended with %d instead of %d; it said: %s".formatted(command, exitCode, code, err));
    }
    if (err.lines().anyMatch(line -> line.startsWith("\tat "))) {
      throw new AssertionError("'%s' shows a stack trace: %s".formatted(command, err));
    }
    return this;
  }

  /** Standard error has all these texts. */
  public ProcessOutcome saying(String... texts) {
    for (String text : texts) {
      if (!err.contains(text)) {
        throw new AssertionError("'%s' does not say '%s': %s".formatted(command, text, err));
      }
    }
    return this;
  }

  /** The status report that it printed as JSON; every record is accounted for. */
  public ServiceReport report() throws JsonProcessingException {
    ServiceReport report = ServiceReport.of(out);
    report.requireBalance();
    return report;
  }
}
