package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;

/** How a process ended, and what it said; each stream up to a bound. */
record Outcome(String command, int exitCode, String out, String err) {

  /** It ended with this code, and without showing its insides. */
  Outcome endedWith(int code) {
    assertThat(exitCode).as("exit code of '%s', which said: %s", command, err).isEqualTo(code);
    assertThat(err.lines().filter(line -> line.startsWith("\tat "))).as("no stack trace").isEmpty();
    return this;
  }

  /** Standard error has all these texts. */
  Outcome saying(String... texts) {
    assertThat(err).contains(texts);
    return this;
  }

  /** The status report that it printed as JSON; every record is accounted for. */
  Report report() throws JsonProcessingException {
    Report report = Report.of(out);
    report.requireBalance();
    return report;
  }
}
