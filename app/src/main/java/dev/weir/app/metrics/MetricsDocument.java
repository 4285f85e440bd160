package dev.weir.app.metrics;

import dev.weir.monitoring.metrics.Metric;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints {@code docs/metrics.md}, which {@code bin/docs} writes to its place. */
public final class MetricsDocument {

  private static final String HEAD =
      """
      # Metrics

      `GET /metrics` answers in the text format of Prometheus, `GET /api/v1/status` in JSON; both are made
      from this list. Counters of `/metrics` begin at 0 with the process, and do not fall when a source goes
      back to a checkpoint; the status report also counts what earlier runs did, as far as checkpoints keep
      it. No label holds the key of a series, because there may be millions: `GET /api/v1/series/KEY` answers
      for one.

      Beside these there are the metrics of the virtual machine and of the process that Micrometer
      publishes, under `jvm_`, `process_` and `system_`. This page is written by `bin/docs`.

      | metric | type | labels | in the status report | what it measures |
      |---|---|---|---|---|
      """;

  private MetricsDocument() {}

  /** Prints the page to standard output. */
  public static void main(String[] arguments) {
    System.out.print(text());
  }

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Metric metric : Metric.values()) {
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  metric.metricName(),
                  metric.kind().name().toLowerCase(Locale.ROOT),
                  metric.labels().stream()
                      .map(l -> "`" + l + "`")
                      .collect(Collectors.joining(", ")),
                  metric.status().isEmpty() ? "" : "`" + String.join("/", metric.status()) + "`",
                  metric.help()));
    }
    return page.toString();
  }
}
