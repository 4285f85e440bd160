package dev.weir.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.report.Reports;
import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import dev.weir.monitoring.metrics.Metric;
import dev.weir.monitoring.metrics.Readings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

  @Test
  void every_metric_stands_under_its_name_with_its_help() {
    String page = new MetricsPage().text(Reports.readings());

    for (Metric metric : Metric.values()) {
      assertThat(page)
          .contains("# HELP %s %s%n".formatted(metric.metricName(), metric.help()))
          .contains("# TYPE %s %s%n".formatted(metric.metricName(), type(metric.kind())));
    }
    assertThat(page.lines())
        .contains(
            "weir_build_info{version=\"weir test\"} 1",
            "weir_source_read_records_total{source=\"sensors\"} 1234.0",
            "weir_source_records_total{outcome=\"late_dropped\",source=\"sensors\"} 40.0",
            "weir_source_records_total{outcome=\"duplicates\",source=\"sensors\"} 4.0",
            "weir_incidents_open{source=\"sensors\"} 1.0",
            "weir_alert_budget_allowed{source=\"sensors\"} 5.25",
            "weir_notifications_failed_total{reason=\"dropped\",receiver=\"pager\"} 22.0",
            "weir_queue_records{queue=\"output\",source=\"sensors\"} 19.0",
            "weir_checkpoint_age_seconds 2.25",
            "weir_end_to_end_latency_seconds_bucket{le=\"5.0E-4\"} 0",
            "weir_end_to_end_latency_seconds_bucket{le=\"0.0025\"} 3",
            "weir_end_to_end_latency_seconds_bucket{le=\"+Inf\"} 4",
            "weir_end_to_end_latency_seconds_count 4",
            "weir_remote_write_skipped_total{reason=\"stale\"} 26.0",
            "weir_tls_certificate_expiry_timestamp_seconds 1.8E9",
            "weir_health_state{component=\"memory\"} 2.0")
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(line -> line.startsWith("process_uptime_seconds "));
  }

  @Test
  void counters_begin_at_zero_and_do_not_fall_when_a_source_goes_back() {
    MetricsPage page = new MetricsPage();
    Monitor monitor = new Monitor();
    PipelineMonitor source = monitor.pipeline("a");
    source.started(scored(1_000), 0);
    assertThat(scored(page, monitor)).isEqualTo("0.0");

    source.written(scored(1_500), Evaluation.Report.NONE);
    assertThat(scored(page, monitor)).isEqualTo("500.0");

    source.rewound();
    source.started(scored(1_200), 0);
    assertThat(scored(page, monitor)).isEqualTo("500.0");

    source.written(scored(1_600), Evaluation.Report.NONE);
    assertThat(scored(page, monitor)).isEqualTo("600.0");
  }

  @Test
  void what_is_not_known_is_absent() {
    String page = new MetricsPage().text(readings(new Monitor()));

    assertThat(page.lines().filter(line -> line.startsWith("weir_")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("NaN"))
        .noneMatch(line -> line.startsWith("weir_checkpoint_age_seconds"))
        .noneMatch(line -> line.startsWith("weir_tls"))
        .noneMatch(line -> line.startsWith("weir_evaluation"));
  }

  @Test
  void names_of_sources_are_escaped() {
    Monitor monitor = new Monitor();
    monitor.pipeline("a\"b\\c\nd").started(RecordCounts.NONE, 0);

    assertThat(new MetricsPage().text(readings(monitor)).lines())
        .contains("weir_source_rewinds_total{source=\"a\\\"b\\\\c\\nd\"} 0.0");
  }

  /** There may be millions of series, and their keys are written by others. */
  @Test
  void no_label_is_that_of_a_series() {
    Set<String> labels =
        Arrays.stream(Metric.values())
            .flatMap(metric -> metric.labels().stream())
            .collect(Collectors.toSet());

    assertThat(labels)
        .isEqualTo(
            Set.of(
                "version",
                "source",
                "outcome",
                "receiver",
                "reason",
                "queue",
                "measure",
                "component"));
  }

  @Test
  void names_follow_the_conventions_of_prometheus() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.metricName()).matches("weir(_[a-z0-9]+)+");
      assertThat(metric.metricName().endsWith("_total"))
          .as(metric.metricName())
          .isEqualTo(metric.kind() == Metric.Kind.COUNTER);
      assertThat(metric.help()).endsWith(".").doesNotContain("|");
    }
    List<String> names = Arrays.stream(Metric.values()).map(Metric::metricName).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void the_document_is_the_one_in_docs() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "metrics.md")))
        .as("bin/docs writes it")
        .isEqualTo(MetricsDocument.text());
  }

  private static String type(Metric.Kind kind) {
    return switch (kind) {
      case COUNTER -> "counter";
      case GAUGE, INFO -> "gauge";
      case HISTOGRAM -> "histogram";
    };
  }

  private static String scored(MetricsPage page, Monitor monitor) {
    String name = "weir_source_records_total{outcome=\"scored\",source=\"a\"} ";
    return page.text(readings(monitor))
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .findFirst()
        .orElseThrow();
  }

  private static RecordCounts scored(long records) {
    return RecordCounts.NONE.with(RecordCount.SCORED, records);
  }

  private static Readings readings(Monitor monitor) {
    return new Readings(
        monitor,
        Readings.sources(monitor),
        0,
        Duration.ZERO,
        new Readings.Capacities(1, 1),
        1,
        Optional.empty(),
        "weir test");
  }
}
