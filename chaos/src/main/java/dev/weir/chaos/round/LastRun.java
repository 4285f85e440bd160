package dev.weir.chaos.round;

import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import java.time.Duration;

/**
 * The last run of a round: reads the records that are there, delivers alerts, and ends by itself.
 */
public final class LastRun {

  private static final int MOST_ENDS = 10;
  private static final String IDLE = "700ms";

  /** Files of a set are looked for every half second, and later on a busy machine. */
  private static final String IDLE_OF_FILES = "5s";

  private LastRun() {}

  /**
   * Runs until no alert is pending, up to 10 times more: a run delivers alerts for 10 s after it
   * has read the last record.
   *
   * @param keepsPlaces whether all sources know at once that there is nothing to read
   */
  static ServiceReport of(WeirProcess.Start how, boolean keepsPlaces) throws Exception {
    ServiceReport report = once(how, keepsPlaces);
    for (int again = 0; again < MOST_ENDS && pending(report) > 0; again++) {
      report = once(how, keepsPlaces);
    }
    return report;
  }

  private static ServiceReport once(WeirProcess.Start how, boolean keepsPlaces) throws Exception {
    String idle = keepsPlaces ? IDLE : IDLE_OF_FILES;
    try (WeirProcess process =
        how.weir("run", "-c", "weir.conf", "--until-idle", idle, "--output", "json")) {
      return process.await(WeirProcess.PATIENCE.plus(Duration.ofMinutes(2))).endedWith(0).report();
    }
  }

  /** Alerts that were not delivered when the process ended. */
  public static long pending(ServiceReport report) {
    return report.json().at("/alerts/receivers/pager/pending").asLong();
  }
}
