package dev.weir.app.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.metrics.Metric;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The status report for people: what {@link StatusJson} says, in a table. */
public final class StatusTable {

  private static final double BYTES_PER_MIB = 1 << 20;
  private final StringBuilder text = new StringBuilder();
  private final JsonNode status;

  private StatusTable(JsonNode status) {
    this.status = status;
  }

  public static String of(StatusReport report) {
    return of(StatusJson.tree(report));
  }

  /** A table from the status report of a service, in JSON. */
  public static String of(JsonNode status) {
    StatusTable table = new StatusTable(status);
    table.service();
    table.records();
    table.engine();
    if (status.at("/evaluation/evaluations").asLong() > 0) {
      table.evaluation(status.path("evaluation"));
    }
    return table.text.toString();
  }

  private void service() {
    line("Status", status.path("running").asBoolean() ? "running" : "stopped");
    if (status.has("health")) {
      line("Health", health(status.path("health")));
    }
    line("Up for", "%.1f s".formatted(at(Metric.UPTIME).asDouble()));
  }

  private static String health(JsonNode health) {
    String reasons =
        StreamSupport.stream(health.path("components").spliterator(), false)
            .map(component -> component.path("reason").asText())
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .collect(joining("; "));
    String state = health.path("state").asText();
    return reasons.isEmpty() ? state : state + ": " + reasons;
  }

  private void records() {
    JsonNode records = status.path("records");
    line("Records read", number(Metric.RECORDS_READ));
    long settled = 0;
    for (RecordCount outcome : RecordCount.outcomes()) {
      String name = outcome == RecordCount.LATE_DROPPED ? "late" : outcome.key().replace('_', '-');
      line("  " + name, number(records.path(outcome.key()).asLong()));
      settled += records.path(outcome.key()).asLong();
    }
    line("  in flight", number(at(Metric.RECORDS_READ).asLong() - settled));
    if (at(Metric.RECORDS_OF_HISTORY).asLong() > 0) {
      line("  of the history", number(Metric.RECORDS_OF_HISTORY));
    }
    if (at(Metric.SOURCE_GAP_RECORDS).asLong() > 0) {
      line("Gone unread", number(Metric.SOURCE_GAP_RECORDS));
    }
    if (at(Metric.SOURCE_GAPS).asLong() > 0) {
      line("Source gaps", number(Metric.SOURCE_GAPS) + " of unknown length");
    }
    line("Anomalies", number(Metric.ANOMALIES));
    line(
        "Alerts",
        "%s opened, %s resolved, %s open"
            .formatted(
                number(Metric.INCIDENTS_OPENED),
                number(Metric.INCIDENTS_RESOLVED),
                number(Metric.INCIDENTS_OPEN)));
    if (status.path("alerts").has("budget")) {
      line(
          "  by budget",
          "%s opened in this run, %.1f allowed"
              .formatted(number(Metric.BUDGET_OPENED), at(Metric.BUDGET_ALLOWED).asDouble()));
    }
    status
        .at("/alerts/receivers")
        .properties()
        .forEach(receiver -> line("  to " + receiver.getKey(), receiver(receiver.getValue())));
    line("Drifts", number(Metric.DRIFTS));
  }

  private void engine() {
    line("Throughput", "%,.0f records/s".formatted(at(Metric.THROUGHPUT).asDouble()));
    JsonNode latency = at(Metric.LATENCY);
    line(
        "Latency",
        "mean %.2f, p50 %.2f, p99 %.2f, max %.2f ms"
            .formatted(
                latency.path("mean").asDouble(),
                latency.path("p50").asDouble(),
                latency.path("p99").asDouble(),
                latency.path("max").asDouble()));
    line(
        "Models",
        "%s series, %s fits, %s stalls"
            .formatted(number(Metric.SERIES), number(Metric.RETRAINS), number(Metric.STALLS)));
    if (at(Metric.SERIES_WARMING).asLong() > 0) {
      line(
          "  warming",
          "%s series, and %s records for the one that needs most"
              .formatted(number(Metric.SERIES_WARMING), number(Metric.WARMING_NEEDED)));
    }
    if (at(Metric.SERIES_SILENT).asLong() > 0) {
      line("  silent", number(Metric.SERIES_SILENT) + " series");
    }
    line(
        "Checkpoints",
        "%s saved, %s failed"
            .formatted(number(Metric.CHECKPOINTS), number(Metric.CHECKPOINT_FAILURES)));
    line("Memory", "%.0f MiB".formatted(at(Metric.MEMORY).asLong() / BYTES_PER_MIB));
    line("Errors", number(Metric.ERRORS));
  }

  private void evaluation(JsonNode all) {
    line(
        "Labels",
        "%s correctly detected, %s false positives, %s missed, of %s"
            .formatted(
                number("/evaluation/true_positives"),
                number("/evaluation/false_positives"),
                number("/evaluation/false_negatives"),
                number("/evaluation/evaluations")));
    line("  all", measures(all));
    JsonNode recent = all.path("recent");
    line(
        "  last " + number(total(recent)),
        measures(recent) + ", " + all.path("trend").asText().toLowerCase(Locale.ROOT));
  }

  private static long total(JsonNode confusion) {
    return confusion.path("true_positives").asLong()
        + confusion.path("false_positives").asLong()
        + confusion.path("false_negatives").asLong()
        + confusion.path("true_negatives").asLong();
  }

  private static String measures(JsonNode confusion) {
    return "precision %.3f, recall %.3f, F1 %.3f, accuracy %.3f"
        .formatted(
            confusion.path("precision").asDouble(),
            confusion.path("recall").asDouble(),
            confusion.path("f1").asDouble(),
            confusion.path("accuracy").asDouble());
  }

  private static String receiver(JsonNode counts) {
    return "%s delivered, %s pending, %s repeated, %s rejected, %s dropped"
        .formatted(
            number(counts.path("delivered").asLong()),
            number(counts.path("pending").asLong()),
            number(counts.path("repeated").asLong()),
            number(counts.path("rejected").asLong()),
            number(counts.path("dropped").asLong()));
  }

  /** The value of a metric that stands in one place. */
  private JsonNode at(Metric metric) {
    return status.at("/" + String.join("/", metric.status()));
  }

  private String number(Metric metric) {
    return number(at(metric).asLong());
  }

  private String number(String pointer) {
    return number(status.at(pointer).asLong());
  }

  private static String number(long value) {
    return "%,d".formatted(value);
  }

  private void line(String what, String value) {
    text.append("%-16s %s%n".formatted(Printable.of(what), Printable.of(value)));
  }
}
