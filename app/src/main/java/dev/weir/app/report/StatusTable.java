package dev.weir.app.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.monitoring.Printable;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The status report for people: what {@link StatusJson} says, in a table. */
public final class StatusTable {

  private static final double BYTES_PER_MIB = 1 << 20;
  private static final String[] SETTLED = {
    "scored", "warming", "unscorable", "dead_lettered", "rejected", "late_dropped", "duplicates"
  };

  private final StringBuilder text = new StringBuilder();
  private final JsonNode status;

  private StatusTable(JsonNode status) {
    this.status = status;
  }

  public static String of(StatusReport report) {
    return of(StatusJson.tree(report));
  }

  /** The same from what a service says. */
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
    line("Up for", "%.1f s".formatted(status.path("uptime_seconds").asDouble()));
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
    line("Records read", number("/records/read"));
    long settled = 0;
    for (String key : SETTLED) {
      String name = key.equals("late_dropped") ? "late" : key.replace('_', '-');
      line("  " + name, number("/records/" + key));
      settled += records.path(key).asLong();
    }
    line("  in flight", number(records.path("read").asLong() - settled));
    if (records.path("history").asLong() > 0) {
      line("  of the history", number("/records/history"));
    }
    if (status.path("source_gap_records").asLong() > 0) {
      line("Gone unread", number("/source_gap_records"));
    }
    if (status.path("source_gaps").asLong() > 0) {
      line("Source gaps", number("/source_gaps") + " of unknown length");
    }
    line("Anomalies", number("/anomalies"));
    line(
        "Alerts",
        "%s opened, %s resolved, %s open"
            .formatted(
                number("/alerts/opened"), number("/alerts/resolved"), number("/alerts/open")));
    if (status.path("alerts").has("budget")) {
      line(
          "  by budget",
          "%s opened in this run, %.1f allowed"
              .formatted(
                  number("/alerts/budget/opened"), status.at("/alerts/budget/allowed").asDouble()));
    }
    status
        .at("/alerts/receivers")
        .properties()
        .forEach(receiver -> line("  to " + receiver.getKey(), receiver(receiver.getValue())));
    line("Drifts", number("/drift_events"));
  }

  private void engine() {
    line(
        "Throughput", "%,.0f records/s".formatted(status.path("throughput_per_second").asDouble()));
    JsonNode latency = status.path("latency_ms");
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
            .formatted(
                number("/models/series"), number("/models/trained"), number("/models/stalls")));
    if (status.at("/models/warming/series").asLong() > 0) {
      line(
          "  warming",
          "%s series, and %s records for the one that needs most"
              .formatted(number("/models/warming/series"), number("/models/warming/needed")));
    }
    if (status.at("/models/silent").asLong() > 0) {
      line("  silent", number("/models/silent") + " series");
    }
    line(
        "Checkpoints",
        "%s saved, %s failed"
            .formatted(number("/checkpoints/completed"), number("/checkpoints/failed")));
    line("Memory", "%.0f MiB".formatted(status.path("memory_bytes").asLong() / BYTES_PER_MIB));
    line("Errors", number("/errors"));
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
