package dev.weir.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.service.start.RunOptions;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir demo}. */
@Command(
    name = "demo",
    description = "Runs the service on simulated data and says what it finds.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir demo --for 30s --rate 500"})
final class DemoCommand implements Callable<Integer> {

  private static final String OPTIONS = "the demo's options";

  @Option(
      names = "--for",
      paramLabel = "D",
      description = "Stop by itself after this time, such as 30s.")
  private Optional<Duration> runFor = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Records a second, or max (default: ${DEFAULT-VALUE}).")
  private String rate = "200";

  @Option(
      names = "--anomaly-rate",
      paramLabel = "P",
      defaultValue = "0.05",
      description = "Share of anomalous records (default: ${DEFAULT-VALUE}).")
  private double anomalyRate = 0.05;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description = "Where requests are answered, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws Exception {
    Path state = Files.createTempDirectory("weir-demo-" + ProcessHandle.current().pid() + "-");
    try {
      RunOptions options = new RunOptions(runFor, Optional.empty(), Optional.empty(), false);
      return Running.run(settings(state), options, output.isJson(), () -> delete(state));
    } finally {
      delete(state);
    }
  }

  private WeirSettings settings(Path state) throws Exception {
    try {
      return SettingsReader.read(ConfigFile.resolve(config(state)));
    } catch (ConfigurationException e) {
      throw Refusal.of(e, OPTIONS);
    }
  }

  private Config config(Path state) {
    Map<String, Object> source =
        Map.of("type", "simulator", "rate", rate, "anomaly-rate", anomalyRate, "name", "demo");
    // Single odd records, one in twenty: what a forest finds, and what auto is too quiet for.
    Map<String, Object> rule = Map.of("match", "*", "type", "isolation-forest");
    return ConfigFactory.parseMap(
        Map.of(
            "weir.sources", List.of(source),
            "weir.detectors", List.of(rule),
            "weir.http.port", port,
            "weir.checkpointing.directory", state.resolve("checkpoints").toString(),
            "weir.dead-letters.path", state.resolve("dead-letters.jsonl").toString()),
        OPTIONS);
  }

  /** Does nothing if it is gone. */
  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.printf("weir: %s is left behind: %s%n", directory, FileFailure.of(e));
    }
  }
}
