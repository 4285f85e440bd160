package dev.weir.settings;

import dev.weir.alerting.route.Routing;
import dev.weir.checkpointing.DirectoryAccess;
import dev.weir.connectors.file.sink.DeadLetterLimits;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.monitoring.health.HealthSettings;
import dev.weir.settings.connector.SinkSettings;
import dev.weir.settings.connector.SourceSettings;
import dev.weir.settings.receiver.ReceiverSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be set.
 *
 * @param health empty if health is not watched
 * @param alerting empty if no alerts are delivered
 * @param checkpoints empty if nothing is saved
 * @param deadLetters empty if they are not kept
 * @param mostRefused share of the records of a bounded run, 0 to 1, that may be refused
 * @param http empty if no requests are answered
 * @param shown all settings as JSON, with secrets hidden
 * @param judging detectors and rules as text, equal for equal ones: {@link SettingsReader#judging}
 */
public record WeirSettings(
    List<SourceSettings> sources,
    DetectorPlan detectors,
    List<SinkSettings> sinks,
    EngineSettings engine,
    Optional<HealthSettings> health,
    Optional<Alerting> alerting,
    Optional<Checkpoints> checkpoints,
    Optional<DeadLetters> deadLetters,
    double mostRefused,
    Optional<Http> http,
    LogFormat logFormat,
    String shown,
    String judging) {

  /**
   * Holds the receivers of alerts and how they are notified.
   *
   * @param remembered how many notices are recognized when they come again
   * @param routing which receiver is notified of which alert
   */
  public record Alerting(List<ReceiverSettings> receivers, int remembered, Routing routing) {}

  /**
   * Where checkpoints are.
   *
   * @param keep how many are kept of each pipeline
   * @param access which other users may be able to write to the directory
   */
  public record Checkpoints(Path directory, int keep, DirectoryAccess access) {}

  /** Where dead letters are, and how many of them. */
  public record DeadLetters(Path path, DeadLetterLimits limits) {}

  /**
   * Where requests are answered.
   *
   * @param port 0 for any free one
   * @param access whose requests
   * @param limits how many of them
   * @param tls the files of the certificate; empty for plain HTTP
   */
  public record Http(
      String host, int port, HttpAccess access, HttpLimits limits, Optional<HttpTls> tls) {}

  /** Names the form of log lines. */
  public enum LogFormat {
    AUTO,
    HUMAN,
    JSON,
    LOGFMT
  }

  public WeirSettings {
    sources = List.copyOf(sources);
    sinks = List.copyOf(sinks);
  }
}
