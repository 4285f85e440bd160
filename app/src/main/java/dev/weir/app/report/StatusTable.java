package dev.weir.app.report;

import dev.weir.monitoring.Confusion;
import dev.weir.monitoring.Latency;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.RecordCounts;
import java.util.Locale;

/** The status report for people. */
public final class StatusTable {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_MIB = 1 << 20;

  private StatusTable() {}

  public static String of(StatusReport report) {
    StringBuilder text = new StringBuilder();
    RecordCounts counts = report.counts();
    line(text, "Status", report.running() ? "running" : "stopped");
    report
        .health()
        .ifPresent(health ->
            line(
                text,
                "Health",
                health.overall().reason().isEmpty()
                    ? health.overall().state()
                    : health.overall().state() + ": " + health.overall().reason()));
    line(text, "Up for", "%.1f s".formatted(report.uptime().toMillis() / 1000.0));
    line(text, "Records read", number(report.read()));
    line(text, "  scored", number(counts.scored()));
    line(text, "  warming", number(counts.warming()));
    line(text, "  unscorable", number(counts.unscorable()));
    line(text, "  dead-lettered", number(counts.deadLettered()));
    line(text, "  rejected", number(counts.rejected()));
    line(text, "  late", number(counts.lateDropped()));
    line(text, "  duplicates", number(counts.duplicates()));
    line(text, "  in flight", number(report.inFlight()));
    if (report.gapRecords() > 0) {
      line(text, "Gone unread", number(report.gapRecords()));
    }
    line(text, "Anomalies", number(counts.anomalies()));
    line(
        text,
        "Alerts",
        "%s opened, %s resolved, %s open"
            .formatted(number(counts.opened()), number(counts.resolved()), number(counts.open())));
    for (ReceiverMonitor.Counts receiver : report.receivers()) {
      line(text, "  to " + receiver.receiver(), receiver(receiver));
    }
    line(text, "Drifts", number(counts.drifts()));
    line(text, "Throughput", "%,.0f records/s".formatted(report.throughput()));
    line(text, "Latency", latency(report.latency()));
    line(
        text,
        "Models",
        "%s series, %s fits, %s stalls"
            .formatted(number(report.series()), number(report.trained()), number(report.stalls())));
    line(
        text,
        "Checkpoints",
        "%s saved, %s failed"
            .formatted(number(report.checkpoints()), number(report.failedCheckpoints())));
    line(text, "Memory", "%.0f MiB".formatted(report.memory() / BYTES_PER_MIB));
    line(text, "Errors", number(report.errors()));
    report.confusion().ifPresent(confusion -> evaluation(text, report, confusion));
    return text.toString();
  }

  private static void evaluation(StringBuilder text, StatusReport report, Confusion all) {
    line(
        text,
        "Labels",
        "%s correctly detected, %s false positives, %s missed, of %s"
            .formatted(
                number(all.truePositives()),
                number(all.falsePositives()),
                number(all.falseNegatives()),
                number(all.total())));
    line(text, "  all", measures(all));
    Confusion recent = report.evaluation().recent();
    String trend = report.evaluation().trend().name().toLowerCase(Locale.ROOT);
    line(text, "  last " + number(recent.total()), measures(recent) + ", " + trend);
  }

  private static String measures(Confusion confusion) {
    return "precision %.3f, recall %.3f, F1 %.3f, accuracy %.3f"
        .formatted(confusion.precision(), confusion.recall(), confusion.f1(), confusion.accuracy());
  }

  private static String receiver(ReceiverMonitor.Counts counts) {
    return "%s delivered, %s pending, %s repeated, %s rejected, %s dropped"
        .formatted(
            number(counts.delivered()),
            number(counts.pending()),
            number(counts.repeated()),
            number(counts.rejected()),
            number(counts.dropped()));
  }

  private static String latency(Latency.Summary latency) {
    return "mean %.2f, p50 %.2f, p99 %.2f, max %.2f ms"
        .formatted(
            latency.mean() / NANOS_PER_MILLI,
            latency.p50() / NANOS_PER_MILLI,
            latency.p99() / NANOS_PER_MILLI,
            latency.max() / NANOS_PER_MILLI);
  }

  private static String number(long value) {
    return "%,d".formatted(value);
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("%-16s %s%n".formatted(what, value));
  }
}
