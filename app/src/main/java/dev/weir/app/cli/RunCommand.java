package dev.weir.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.cli.output.Terminal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.start.RunOptions;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
      description =
          "Start with empty state where checkpoints of a source cannot be used: they are kept under"
              + " names that end in .given-up. Those of a newer build are refused all the same.")
  private boolean allowEmptyState;

  @Option(
      names = "--history",
      paramLabel = "PATH",
      description =
          "Files to learn from before the first record, if there is no checkpoint; for a"
              + " configuration of one source.")
  private Optional<Path> history = Optional.empty();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    Config loaded = ConfigFile.load(config);
    WeirSettings settings =
        SettingsReader.read(history.isPresent() ? withHistory(loaded, history.get()) : loaded);
    RunOptions options = new RunOptions(runFor, untilIdle, fromCheckpoint, allowEmptyState);
    if (!Terminal.isPresent()) {
      // A terminal that is closed ends what runs in it.
      HangUp.stopsNothing();
    }
    return Running.run(settings, options, output.isJson(), () -> {});
  }

  private static Config withHistory(Config config, Path history) throws Refusal {
    List<? extends ConfigObject> sources;
    try {
      sources = config.getObjectList("weir.sources");
    } catch (ConfigException e) {
      // What is wrong with them is said with everything else that is wrong.
      return config;
    }
    if (sources.size() != 1) {
      throw new Refusal(
          ExitCode.USAGE,
          "--history is for one source, and there are %d: name it in its source, as history.path"
              .formatted(sources.size()));
    }
    ConfigValue path = ConfigValueFactory.fromAnyRef(history.toString(), "--history");
    Config source = sources.getFirst().toConfig().withValue("history.path", path);
    return config.withValue(
        "weir.sources", ConfigValueFactory.fromIterable(List.of(source.root()), "--history"));
  }
}
