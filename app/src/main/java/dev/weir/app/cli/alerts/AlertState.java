package dev.weir.app.cli.alerts;

import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.AlertFiles;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.receiver.ReceiverSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code -c}, for commands on the alerts of a service. */
final class AlertState {

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration of the service.")
  private Path config = Path.of("");

  WeirSettings settings() throws Exception {
    return SettingsReader.read(ConfigFile.load(config));
  }

  /** Alerting as configured. */
  WeirSettings.Alerting alerting() throws Exception {
    return settings()
        .alerting()
        .orElseThrow(() ->
            new Refusal(
                ExitCode.REFUSED, config + " switches alerting off (engine.alerting-enabled)"));
  }

  /**
   * The receiver with this name.
   *
   * @throws Refusal if there is none; the message lists those that there are
   */
  ReceiverSettings receiver(String name) throws Exception {
    List<ReceiverSettings> all = alerting().receivers();
    return all.stream()
        .filter(receiver -> receiver.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                ExitCode.USAGE,
                "there is no receiver '%s'; there are %s"
                    .formatted(
                        name,
                        String.join(", ", all.stream().map(ReceiverSettings::name).toList()))));
  }

  AlertFiles files() throws Exception {
    return AlertFiles.of(settings())
        .orElseThrow(() ->
            new Refusal(
                ExitCode.REFUSED,
                config + " saves no state of alerts (engine.model-checkpointing is off)"));
  }

  /** The name of the user, for what is created. */
  static String user() throws IOException {
    return System.getProperty("user.name", "unknown");
  }
}
