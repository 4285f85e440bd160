package dev.weir.monitoring.metrics;

import static dev.weir.monitoring.metrics.Read.components;
import static dev.weir.monitoring.metrics.Read.counts;
import static dev.weir.monitoring.metrics.Read.one;
import static dev.weir.monitoring.metrics.Read.outcomes;
import static dev.weir.monitoring.metrics.Read.receivers;
import static dev.weir.monitoring.metrics.Read.sources;

import dev.weir.monitoring.RecordCount;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything that is measured. Each metric is named here once: the status report, {@code /metrics}
 * and {@code docs/metrics.md} are made from this list, in its order. No label holds the key of a
 * series: there may be millions.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its functions hold no state.
public enum Metric {
  UPTIME(
      new Name("weir_uptime_seconds", Kind.GAUGE, "uptime_seconds"),
      "Time since the service started.",
      one(r -> Value.of(r.uptime().toMillis() / 1000.0))),
  BUILD(
      new Name("weir_build_info", Kind.INFO, "", "version"),
      "The version of the program, as a label; the value is 1.",
      r -> Stream.of(new Sample(List.of(r.version()), Value.of(1)))),
  RECORDS_READ(
      new Name("weir_source_read_records_total", Kind.COUNTER, "records/read", "source"),
      "Records read from the source.",
      sources(s -> new Value.Whole(s.monitor().read(), s.monitor().restored().settled()))),
  RECORDS(
      new Name("weir_source_records_total", Kind.COUNTER, "records/{outcome}", "source", "outcome"),
      "Records by what became of them. Each counts in exactly one outcome.",
      outcomes()),
  RECORDS_OF_HISTORY(
      new Name("weir_source_history_records_total", Kind.COUNTER, "records/history", "source"),
      "Records that were only learned from, because they belong to the history of the source.",
      counts(RecordCount.HISTORY)),
  SOURCE_GAP_RECORDS(
      new Name("weir_source_gap_records", Kind.GAUGE, "source_gap_records", "source"),
      "Records that were gone from the source before they could be read, earlier runs included.",
      sources(s -> Value.of(s.monitor().gapRecords()))),
  SOURCE_GAPS(
      new Name("weir_source_gaps", Kind.GAUGE, "source_gaps", "source"),
      "Parts of the source, of unknown length, that were gone before they could be read, earlier"
          + " runs included.",
      sources(s -> Value.of(s.monitor().gaps()))),
  SOURCE_CONNECTED(
      new Name("weir_source_connected", Kind.GAUGE, "", "source"),
      "1 if the source can be reached, 0 if not.",
      sources(s -> Value.of(s.monitor().trouble().isEmpty() ? 1 : 0))),
  SOURCE_REWINDS(
      new Name("weir_source_rewinds_total", Kind.COUNTER, "", "source"),
      "How often the source went back to its last checkpoint because something failed.",
      sources(s -> Value.of(s.monitor().rewinds()))),
  ANOMALIES(
      new Name("weir_anomalies_total", Kind.COUNTER, "anomalies", "source"),
      "Scored records with an anomaly score of at least 0.5.",
      counts(RecordCount.ANOMALIES)),
  INCIDENTS_OPENED(
      new Name("weir_incidents_opened_total", Kind.COUNTER, "alerts/opened", "source"),
      "Incidents opened, series that fell silent included.",
      counts(RecordCount.OPENED)),
  INCIDENTS_RESOLVED(
      new Name("weir_incidents_resolved_total", Kind.COUNTER, "alerts/resolved", "source"),
      "Incidents resolved.",
      counts(RecordCount.RESOLVED)),
  INCIDENTS_OPEN(
      new Name("weir_incidents_open", Kind.GAUGE, "alerts/open", "source"),
      "Incidents that are open.",
      sources(s -> Value.of(s.counts().open()))),
  BUDGET_ALLOWED(
      new Name("weir_alert_budget_allowed", Kind.GAUGE, "alerts/budget/allowed", "source"),
      "Alerts that the budgets of all series allowed since the start; absent without a budget.",
      Read.budgets(rate -> Value.of(rate.allowed()))),
  BUDGET_OPENED(
      new Name("weir_alert_budget_opened", Kind.GAUGE, "alerts/budget/opened", "source"),
      "Incidents of series with a budget opened since the start; absent without a budget.",
      Read.budgets(rate -> Value.of(rate.opened()))),
  NOTIFICATIONS_PENDING(
      new Name(
          "weir_notifications_pending",
          Kind.GAUGE,
          "alerts/receivers/{receiver}/pending",
          "receiver"),
      "Notices that wait for the receiver or are being delivered.",
      receivers(c -> c.pending())),
  NOTIFICATIONS(
      new Name(
          "weir_notifications_total",
          Kind.COUNTER,
          "alerts/receivers/{receiver}/delivered",
          "receiver"),
      "Notices delivered.",
      receivers(c -> c.delivered())),
  NOTIFICATIONS_REPEATED(
      new Name(
          "weir_notifications_repeated_total",
          Kind.COUNTER,
          "alerts/receivers/{receiver}/repeated",
          "receiver"),
      "Attempts to deliver a notice after one that failed.",
      receivers(c -> c.repeated())),
  NOTIFICATIONS_FAILED(
      new Name(
          "weir_notifications_failed_total",
          Kind.COUNTER,
          "alerts/receivers/{receiver}/{reason}",
          "receiver",
          "reason"),
      "Notices that were not delivered: rejected by the receiver, or dropped for newer ones.",
      Read.failedNotifications()),
  THROUGHPUT(
      new Name("weir_throughput_records_per_second", Kind.GAUGE, "throughput_per_second"),
      "Records a second in this run, from the first record read to the last detection written.",
      one(r -> Value.of(r.monitor().throughput()))),
  LATENCY(
      new Name("weir_end_to_end_latency_seconds", Kind.HISTOGRAM, "latency_ms"),
      "Time from a record read to its detection written.",
      one(r -> new Value.Times(r.monitor().latency()))),
  MEMORY(
      new Name("weir_heap_used_bytes", Kind.GAUGE, "memory_bytes"),
      "Heap in use.",
      one(r -> Value.of(r.heapUsed()))),
  ERRORS(
      new Name("weir_errors_total", Kind.COUNTER, "errors"),
      "Failures that were handled: dead letters, rejected fits, restarts, failed writes.",
      one(r -> Value.of(r.monitor().errors()))),
  QUEUE(
      new Name("weir_queue_records", Kind.GAUGE, "queues/{queue}/size", "source", "queue"),
      "Records in a queue: input, read and not with a worker yet, or output, not written yet.",
      Read.queues()),
  QUEUE_CAPACITY(
      new Name("weir_queue_capacity_records", Kind.GAUGE, "queues/{queue}/capacity", "queue"),
      "Records that a queue of all sources together may hold.",
      Read.capacities()),
  SERIES(
      new Name("weir_series_active", Kind.GAUGE, "models/series", "source"),
      "Series that have a model.",
      sources(s -> Value.of(s.monitor().series()))),
  SERIES_WARMING(
      new Name("weir_series_warming", Kind.GAUGE, "models/warming/series", "source"),
      "Series whose model cannot judge yet.",
      sources(s -> Value.of(s.monitor().warming().series()))),
  WARMING_NEEDED(
      new Name("weir_warming_records_needed", Kind.GAUGE, "models/warming/needed", "source"),
      "Records that the warming series needs which needs most.",
      sources(s -> Value.of(s.monitor().warming().needed()))),
  SERIES_SILENT(
      new Name("weir_series_silent", Kind.GAUGE, "models/silent", "source"),
      "Series that have had no record for longer than they may.",
      sources(s -> Value.of(s.counts().get(RecordCount.SILENT)))),
  SERIES_WAITING(
      new Name("weir_series_waiting", Kind.GAUGE, "", "source"),
      "Series that wait for the outcome of a fit or of a drift check.",
      sources(s -> Value.of(s.monitor().waiting()))),
  RETRAINS(
      new Name("weir_retrains_total", Kind.COUNTER, "models/trained"),
      "Fits of models.",
      one(r -> Value.of(r.monitor().fits()))),
  STALLS(
      new Name("weir_stalls_total", Kind.COUNTER, "models/stalls", "source"),
      "How often a series had to wait for the outcome of a fit or of a drift check.",
      sources(s -> Value.of(s.monitor().stalls()))),
  DRIFTS(
      new Name("weir_drift_events_total", Kind.COUNTER, "drift_events", "source"),
      "Drifts found.",
      counts(RecordCount.DRIFTS)),
  CHECKPOINTS(
      new Name("weir_checkpoints_total", Kind.COUNTER, "checkpoints/completed"),
      "Checkpoints saved.",
      one(r -> Value.of(r.monitor().checkpoints()))),
  CHECKPOINT_FAILURES(
      new Name("weir_checkpoint_failures_total", Kind.COUNTER, "checkpoints/failed"),
      "Checkpoints that could not be saved.",
      one(r -> Value.of(r.monitor().failedCheckpoints()))),
  CHECKPOINT_AGE(
      new Name("weir_checkpoint_age_seconds", Kind.GAUGE, "checkpoints/last_age_seconds"),
      "Time since the last checkpoint; absent before the first.",
      one(r -> Read.age(r.monitor().checkpointAge(r.nanoTime())))),
  CHECKPOINT_PAUSE(
      new Name("weir_checkpoint_pause_seconds", Kind.HISTOGRAM, "checkpoints/pause_ms"),
      "How long a worker took no records at a stretch because it saved series.",
      one(r -> new Value.Times(r.monitor().checkpointPause()))),
  EVALUATION(
      new Name("weir_evaluation_ratio", Kind.GAUGE, "evaluation/{measure}", "measure"),
      "How well detections agree with labels: precision, recall, f1, accuracy; absent without"
          + " labelled records.",
      Read.measures()),
  EVALUATED(
      new Name("weir_evaluation_records", Kind.GAUGE, "evaluation/{outcome}", "outcome"),
      "Labelled records that were scored, by label and detection, earlier runs included.",
      Read.confusion()),
  REMOTE_WRITE_SKIPPED(
      new Name("weir_remote_write_skipped_total", Kind.COUNTER, "", "reason"),
      "Samples, exemplars and native histograms of Prometheus remote write that became no record, by"
          + " reason; a request that is sent again counts again.",
      Read.remoteWriteSkipped()),
  CERTIFICATE_EXPIRY(
      new Name("weir_tls_certificate_expiry_timestamp_seconds", Kind.GAUGE, ""),
      "When the certificate of the HTTP interface expires, in seconds since 1970; absent without"
          + " TLS.",
      one(r -> Read.time(r.monitor().certificateExpiry()))),
  HEALTH(
      new Name("weir_health_state", Kind.GAUGE, "", "component"),
      "State of a component: 0 up, 1 degraded, 2 down; absent if health is not watched.",
      components());

  /** How a metric behaves over time. */
  public enum Kind {
    /** It only grows while the process runs. */
    COUNTER,
    /** It goes up and down. */
    GAUGE,
    /** Times, by how many are at most so long. */
    HISTOGRAM,
    /** Its labels say something that does not change; its value is 1. */
    INFO
  }

  /**
   * The names of a metric.
   *
   * @param metric with its unit, as Prometheus wants it
   * @param status its place in the status report, keys with slashes between; {@code {label}} stands
   *     for the value of a label, labels that do not stand there are summed up; empty for none
   */
  private record Name(String metric, Kind kind, String status, List<String> labels) {
    Name(String metric, Kind kind, String status, String... labels) {
      this(metric, kind, status, List.of(labels));
    }
  }

  private final Name name;
  private final String help;
  private final Function<Readings, Stream<Sample>> samples;

  Metric(Name name, String help, Function<Readings, Stream<Sample>> samples) {
    this.name = name;
    this.help = help;
    this.samples = samples;
  }

  /** Its name in {@code /metrics}. */
  public String metricName() {
    return name.metric();
  }

  public Kind kind() {
    return name.kind();
  }

  /** One sentence that says what it measures. */
  public String help() {
    return help;
  }

  /** The names of its labels. */
  public List<String> labels() {
    return name.labels();
  }

  /** Its place in the status report as keys, some of them {@code {label}}; empty for none. */
  public List<String> status() {
    return name.status().isEmpty() ? List.of() : List.of(name.status().split("/"));
  }

  /**
   * Its keys in the status report for the values of its labels.
   *
   * @param labels as many as {@link #labels()}
   */
  public List<String> status(List<String> labels) {
    return status().stream().map(key -> key(key, labels)).toList();
  }

  private String key(String key, List<String> values) {
    boolean isLabel = key.startsWith("{");
    return isLabel ? values.get(labels().indexOf(key.substring(1, key.length() - 1))) : key;
  }

  /** Its values now. */
  public Stream<Sample> samples(Readings readings) {
    return samples.apply(readings);
  }

  /** The value of several samples in one place of the status report. */
  public Value combine(Value one, Value other) {
    return this == WARMING_NEEDED ? one.larger(other) : one.plus(other);
  }
}
