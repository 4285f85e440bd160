package dev.weir.app.service;

import dev.weir.alerting.Alert;
import dev.weir.app.metrics.MetricsPage;
import dev.weir.app.report.RecentDetections;
import dev.weir.app.report.RecentDrifts;
import dev.weir.app.report.StatusJson;
import dev.weir.app.report.StatusReport;
import dev.weir.app.service.recent.PlotHistory;
import dev.weir.app.service.recent.SeverityCounts;
import dev.weir.app.service.recent.WatchedSeries;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.detectors.Severity;
import dev.weir.engine.Sink;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.health.HealthReport;
import dev.weir.monitoring.metrics.Readings;
import dev.weir.settings.WeirSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Holds the state of the service for readers outside. Thread-safe. */
public final class ServiceState {

  private final Monitor monitor;
  private final Clocks clocks;
  private final Readings.Capacities capacities;
  private final RecentDetections recent = new RecentDetections();
  private final RecentDrifts drifts = new RecentDrifts();
  private final WatchedSeries watched;
  private final SeverityCounts severities;
  private final PlotHistory plots;
  private @Nullable MetricsPage metrics;
  private final long startedAt;
  private final String config;
  private volatile String notReady = "it is starting";
  private volatile boolean started;
  private volatile boolean running = true;
  private volatile int port;
  private volatile SortedMap<String, ActorRef<Pipeline.Command>> pipelines = new TreeMap<>();
  private volatile Supplier<List<Alert>> alerts = List::of;

  ServiceState(WeirSettings settings, Monitor monitor, Clocks clocks) {
    this.monitor = monitor;
    this.clocks = clocks;
    this.config = settings.shown();
    this.capacities =
        new Readings.Capacities(
            settings.engine().queues().input(), settings.engine().queues().output());
    this.startedAt = clocks.nanoTime().getAsLong();
    Severity.Bands bands = settings.engine().rules().incidents().bands();
    this.watched = new WatchedSeries(bands);
    this.severities = new SeverityCounts(bands);
    this.plots = new PlotHistory(monitor, severities, startedAt);
  }

  void ready() {
    notReady = "";
    started = true;
  }

  /** Whether the service was ready once. */
  boolean started() {
    return started;
  }

  /** All settings as JSON, without secrets. */
  String config() {
    return config;
  }

  /** The last anomalies. */
  RecentDetections recent() {
    return recent;
  }

  /** The last drifts. */
  RecentDrifts drifts() {
    return drifts;
  }

  /** The sinks of every pipeline that keep in memory what the API shows. */
  List<Sink> sinks() {
    return List.of(recent, drifts, watched, severities);
  }

  /** The records of series that somebody looks at. */
  WatchedSeries watched() {
    return watched;
  }

  /** The last minutes, for plots. */
  PlotHistory plots() {
    return plots;
  }

  /** Adds a point to the plots. */
  void sample() {
    plots.sample(now(), clocks.nanoTime().getAsLong());
  }

  /** The time in ms since 1970. */
  long now() {
    return clocks.wall().millis();
  }

  /** The source of the open alerts; called on any thread. */
  void alerts(Supplier<List<Alert>> open) {
    alerts = open;
  }

  /** The alerts that are open, the worst first; those of one severity with the latest first. */
  List<Alert> alerts() {
    return alerts.get().reversed().stream()
        .sorted(Comparator.comparing(Alert::severity).reversed())
        .toList();
  }

  /** The pipelines run. */
  void pipelines(Map<String, ActorRef<Pipeline.Command>> running) {
    pipelines = Collections.unmodifiableSortedMap(new TreeMap<>(running));
  }

  /** The pipelines that run, or did, by name. */
  SortedMap<String, ActorRef<Pipeline.Command>> pipelines() {
    return pipelines;
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
    return new StatusReport(running, readings(now, health));
  }

  private Readings readings(long now, Optional<HealthReport> health) {
    Runtime runtime = Runtime.getRuntime();
    return new Readings(
        monitor,
        Readings.sources(monitor),
        now,
        Duration.ofNanos(now - startedAt),
        capacities,
        runtime.totalMemory() - runtime.freeMemory(),
        health,
        Service.PROGRAM);
  }

  /** The metrics in the text format of Prometheus. */
  String metrics(Optional<HealthReport> health) {
    return page().text(readings(clocks.nanoTime().getAsLong(), health));
  }

  /** Made when it is first asked for: most runs of the program are never scraped. */
  private synchronized MetricsPage page() {
    MetricsPage page = metrics == null ? new MetricsPage() : metrics;
    metrics = page;
    return page;
  }

  String statusJson(Optional<HealthReport> health) {
    return StatusJson.of(report(health));
  }
}
