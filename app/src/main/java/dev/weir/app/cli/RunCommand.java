package dev.weir.app.cli;

import dev.weir.app.service.RunOptions;
import dev.weir.app.settings.ConfigFile;
import dev.weir.app.settings.SettingsReader;
import dev.weir.app.settings.WeirSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir run}. */
@Command(
    name = "run",
    description = "Runs the service.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir run -c weir.conf --until-idle 5s"})
final class RunCommand implements Callable<Integer> {

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration.")
  private Path config = Path.of("");

  @Option(
      names = "--for",
      paramLabel = "D",
      description = "Stop by itself after this time, such as 30s.")
  private Optional<Duration> runFor = Optional.empty();

  @Option(
      names = "--until-idle",
      paramLabel = "D",
      description = "Stop by itself once there was nothing to do for this time.")
  private Optional<Duration> untilIdle = Optional.empty();

  @Option(
      names = "--from-checkpoint",
      paramLabel = "N",
      description = "Start from checkpoint N instead of the latest, as a new source epoch.")
  private Optional<Long> fromCheckpoint = Optional.empty();

  @Option(
      names = "--allow-empty-state",
      description = "Begin anew where there are checkpoints and none of them is whole.")
  private boolean allowEmptyState;

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    WeirSettings settings = SettingsReader.read(ConfigFile.load(config));
    RunOptions options = new RunOptions(runFor, untilIdle, fromCheckpoint, allowEmptyState);
    return Running.run(settings, options, output.isJson(), () -> {});
  }
}
