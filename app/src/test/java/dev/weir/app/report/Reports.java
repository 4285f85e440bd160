package dev.weir.app.report;

import dev.weir.monitoring.AlertRate;
import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.Latency;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import dev.weir.monitoring.Warming;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthReport;
import dev.weir.monitoring.metrics.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Status reports made up. */
public final class Reports {

  private static final long MILLI = 1_000_000;
  private static final long LAST_WRITE = 481_600_000;

  private Reports() {}

  /** In which every number is another. */
  static StatusReport full() {
    return new StatusReport(true, readings());
  }

  /** In which every number is another. */
  public static Readings readings() {
    Monitor monitor = new Monitor();
    source(monitor.pipeline("sensors"));
    receiver(monitor.receiver("pager"));
    monitor.readAt(0);
    monitor.writtenAt(LAST_WRITE - 1, LAST_WRITE - 1 - MILLI, 3);
    monitor.writtenAt(LAST_WRITE, LAST_WRITE - 4 * MILLI, 1);
    Latency pause = monitor.checkpointPause();
    pause.record(MILLI, 3);
    pause.record(4 * MILLI, 1);
    monitor.error(9);
    monitor.remoteWriteSkipped("stale", 26);
    monitor.certificateExpires(Instant.ofEpochSecond(1_800_000_000));
    IntStream.range(0, 14).forEach(i -> monitor.fitted());
    IntStream.range(0, 16).forEach(i -> monitor.checkpointed(LAST_WRITE));
    IntStream.range(0, 17).forEach(i -> monitor.checkpointFailed("the disk is full"));
    Health down = new Health.Down("no \"memory\"");
    HealthReport health =
        new HealthReport(
            down,
            List.of(
                new HealthReport.Component("memory", down, Instant.parse("2026-01-01T00:00:00Z"))));
    return new Readings(
        monitor,
        Readings.sources(monitor),
        LAST_WRITE + 2250 * MILLI,
        Duration.ofMillis(1500),
        new Readings.Capacities(10_000, 5_000),
        8 << 20,
        Optional.of(health),
        "weir test");
  }

  private static void source(PipelineMonitor source) {
    Evaluation evaluation = new Evaluation();
    evaluation.observe(true, true);
    evaluation.observe(true, false);
    evaluation.observe(false, false);
    evaluation.observe(false, false);
    source.started(RecordCounts.NONE, 0);
    source.read(1234, 13);
    source.dispatched(1223);
    source.written(
        RecordCounts.NONE
            .with(RecordCount.SCORED, 1000)
            .with(RecordCount.WARMING, 100)
            .with(RecordCount.UNSCORABLE, 10)
            .with(RecordCount.DEAD_LETTERED, 20)
            .with(RecordCount.REJECTED, 30)
            .with(RecordCount.LATE_DROPPED, 40)
            .with(RecordCount.DUPLICATES, 4)
            .with(RecordCount.ANOMALIES, 50)
            .with(RecordCount.OPENED, 6)
            .with(RecordCount.RESOLVED, 5)
            .with(RecordCount.DRIFTS, 7)
            .with(RecordCount.SILENT, 3)
            .with(RecordCount.HISTORY, 25),
        evaluation.report());
    source.alertRate(new AlertRate(5.25, 4));
    source.warming(0, new Warming(23, 24));
    IntStream.range(0, 15).forEach(i -> source.stalled());
  }

  private static void receiver(ReceiverMonitor receiver) {
    receiver.pending(18);
    receiver.delivered(19);
    receiver.repeated(20);
    receiver.rejected(21);
    receiver.dropped(22);
  }

  /** Of a service that has just started. */
  static StatusReport empty() {
    Monitor monitor = new Monitor();
    return new StatusReport(
        false,
        new Readings(
            monitor,
            Readings.sources(monitor),
            0,
            Duration.ZERO,
            new Readings.Capacities(10_000, 5_000),
            0,
            Optional.empty(),
            "weir test"));
  }
}
