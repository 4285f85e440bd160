package dev.weir.app.report;

import dev.weir.monitoring.AlertRate;
import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.Latency;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.RecordCounts;
import dev.weir.monitoring.Warming;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Status reports made up. */
final class Reports {

  private Reports() {}

  /** In which every number is another. */
  static StatusReport full() {
    Latency latency = new Latency();
    latency.record(1_000_000, 3);
    latency.record(4_000_000, 1);
    Evaluation evaluation = new Evaluation();
    evaluation.observe(true, true);
    evaluation.observe(true, false);
    evaluation.observe(false, false);
    evaluation.observe(false, false);
    Health down = new Health.Down("no \"memory\"");
    return new StatusReport(
        true,
        Duration.ofMillis(1500),
        1234,
        0,
        0,
        new RecordCounts(1000, 100, 10, 20, 30, 40, 4, 50, 6, 5, 7, 3, 25),
        new AlertRate(5.25, 4),
        2500.5,
        latency.total(),
        8 << 20,
        9,
        new StatusReport.Queue(11, 10_000),
        new StatusReport.Queue(12, 5_000),
        13,
        new Warming(23, 24),
        14,
        15,
        16,
        17,
        Optional.of(Duration.ofMillis(2250)),
        latency.total(),
        List.of(new ReceiverMonitor.Counts("pager", 18, 19, 20, 21, 22)),
        evaluation.report(),
        Optional.of(
            new HealthReport(
                down,
                List.of(
                    new HealthReport.Component(
                        "memory", down, Instant.parse("2026-01-01T00:00:00Z"))))));
  }

  /** Of a service that has just started. */
  static StatusReport empty() {
    return new StatusReport(
        false,
        Duration.ZERO,
        0,
        0,
        0,
        RecordCounts.NONE,
        AlertRate.NONE,
        0,
        new Latency().total(),
        0,
        0,
        new StatusReport.Queue(0, 10_000),
        new StatusReport.Queue(0, 5_000),
        0,
        Warming.NONE,
        0,
        0,
        0,
        0,
        Optional.empty(),
        new Latency().total(),
        List.of(),
        Evaluation.Report.NONE,
        Optional.empty());
  }
}
