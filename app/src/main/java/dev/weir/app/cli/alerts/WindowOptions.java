package dev.weir.app.cli.alerts;

import dev.weir.alerting.silence.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that make a silence come back at weekdays and times of day. */
final class WindowOptions {

  @Option(
      names = "--weekdays",
      split = ",",
      paramLabel = "DAYS",
      description = "Mutes on these only, such as saturday,sunday.")
  private List<String> weekdays = new ArrayList<>();

  @Option(
      names = "--times",
      split = ",",
      paramLabel = "TIMES",
      description = "Mutes at these times of day only, such as 02:00-04:00.")
  private List<String> times = new ArrayList<>();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "The zone of --weekdays and --times (default: UTC).")
  private Optional<String> zone = Optional.empty();

  /**
   * The window; empty if none of the options is given.
   *
   * @throws IllegalArgumentException if one is malformed, or a zone is given alone
   */
  Optional<Window> window() {
    return weekdays.isEmpty() && times.isEmpty() && zone.isEmpty()
        ? Optional.empty()
        : Optional.of(Window.parse(weekdays, times, zone.orElse("UTC")));
  }
}
