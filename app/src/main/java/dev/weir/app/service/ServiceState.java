package dev.weir.app.service;

import dev.weir.app.report.StatusJson;
import dev.weir.app.report.StatusReport;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.health.HealthReport;
import dev.weir.settings.WeirSettings;
import java.time.Duration;
import java.util.Optional;

/** The state of the service for readers outside. Thread-safe. */
public final class ServiceState {

  private final Monitor monitor;
  private final Clocks clocks;
  private final StatusReport.Capacities capacities;
  private final long startedAt;
  private volatile String notReady = "it is starting";
  private volatile boolean running = true;
  private volatile int port;

  ServiceState(WeirSettings settings, Monitor monitor, Clocks clocks) {
    this.monitor = monitor;
    this.clocks = clocks;
    this.capacities =
        new StatusReport.Capacities(
            settings.engine().inputQueueSize(), settings.engine().outputQueueSize());
    this.startedAt = clocks.nanoTime().getAsLong();
  }

  void ready() {
    notReady = "";
  }

  void stopping() {
    notReady = "it is stopping";
  }

  void stopped() {
    running = false;
  }

  void listening(int atPort) {
    port = atPort;
  }

  /** Why the service is not ready; empty if it is. */
  String notReady() {
    return notReady;
  }

  /** The port requests are answered at; 0 if they are not. */
  public int port() {
    return port;
  }

  /** Everything there is to say now. */
  public StatusReport report(Optional<HealthReport> health) {
    long now = clocks.nanoTime().getAsLong();
    return StatusReport.of(
        monitor, running, Duration.ofNanos(now - startedAt), now, capacities, health);
  }

  String statusJson(Optional<HealthReport> health) {
    return StatusJson.of(report(health));
  }
}
