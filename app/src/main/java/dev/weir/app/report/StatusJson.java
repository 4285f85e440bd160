package dev.weir.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.monitoring.Confusion;
import dev.weir.monitoring.Latency;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.RecordCounts;
import dev.weir.monitoring.health.HealthReport;
import java.util.Locale;

/** The status report as JSON: its keys are part of the contract. */
public final class StatusJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final double NANOS_PER_MILLI = 1e6;

  private StatusJson() {}

  /** One object, on several lines. */
  public static String of(StatusReport report) {
    return text(tree(report));
  }

  /** The text of a report that something was added to. */
  public static String text(ObjectNode report) {
    try {
      return Printable.json(MAPPER.writeValueAsString(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  /** The same as {@link #of}, to add to. */
  public static ObjectNode tree(StatusReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("running", report.running());
    json.put("uptime_seconds", report.uptime().toMillis() / 1000.0);
    records(json.putObject("records"), report);
    json.put("source_gap_records", report.gapRecords());
    json.put("source_gaps", report.gaps());
    json.put("anomalies", report.counts().anomalies());
    alerts(json.putObject("alerts"), report);
    json.put("throughput_per_second", report.throughput());
    latency(json.putObject("latency_ms"), report.latency());
    json.put("memory_bytes", report.memory());
    json.put("errors", report.errors());
    ObjectNode queues = json.putObject("queues");
    queue(queues.putObject("input"), report.input());
    queue(queues.putObject("output"), report.output());
    ObjectNode models = json.putObject("models").put("series", report.series());
    models
        .putObject("warming")
        .put("series", report.warming().series())
        .put("needed", report.warming().needed());
    models
        .put("silent", report.counts().silent())
        .put("trained", report.trained())
        .put("stalls", report.stalls());
    json.put("drift_events", report.counts().drifts());
    checkpoints(json.putObject("checkpoints"), report);
    evaluation(json.putObject("evaluation"), report);
    report.health().ifPresent(health -> health(json.putObject("health"), health));
    return json;
  }

  private static void records(ObjectNode json, StatusReport report) {
    RecordCounts counts = report.counts();
    json.put("read", report.read());
    json.put("scored", counts.scored());
    json.put("warming", counts.warming());
    json.put("unscorable", counts.unscorable());
    json.put("dead_lettered", counts.deadLettered());
    json.put("rejected", counts.rejected());
    json.put("late_dropped", counts.lateDropped());
    json.put("duplicates", counts.duplicates());
    json.put("history", counts.history());
  }

  private static void alerts(ObjectNode json, StatusReport report) {
    json.put("opened", report.counts().opened());
    json.put("resolved", report.counts().resolved());
    json.put("open", report.counts().open());
    if (report.alertRate().allowed() > 0) {
      json.putObject("budget")
          .put("allowed", report.alertRate().allowed())
          .put("opened", report.alertRate().opened());
    }
    ObjectNode receivers = json.putObject("receivers");
    for (ReceiverMonitor.Counts counts : report.receivers()) {
      receivers
          .putObject(counts.receiver())
          .put("pending", counts.pending())
          .put("delivered", counts.delivered())
          .put("repeated", counts.repeated())
          .put("rejected", counts.rejected())
          .put("dropped", counts.dropped());
    }
  }

  private static void latency(ObjectNode json, Latency.Summary latency) {
    json.put("mean", latency.mean() / NANOS_PER_MILLI);
    json.put("p50", latency.p50() / NANOS_PER_MILLI);
    json.put("p99", latency.p99() / NANOS_PER_MILLI);
    json.put("max", latency.max() / NANOS_PER_MILLI);
  }

  private static void queue(ObjectNode json, StatusReport.Queue queue) {
    json.put("size", queue.size()).put("capacity", queue.capacity());
  }

  private static void checkpoints(ObjectNode json, StatusReport report) {
    json.put("completed", report.checkpoints());
    json.put("failed", report.failedCheckpoints());
    if (report.checkpointAge().isPresent()) {
      json.put("last_age_seconds", report.checkpointAge().get().toMillis() / 1000.0);
    } else {
      json.putNull("last_age_seconds");
    }
    latency(json.putObject("pause_ms"), report.checkpointPause());
  }

  private static void evaluation(ObjectNode json, StatusReport report) {
    if (report.confusion().isEmpty()) {
      for (String key : new String[] {"precision", "recall", "f1", "accuracy", "trend"}) {
        json.putNull(key);
      }
      json.put("evaluations", 0);
      return;
    }
    measures(json, report.confusion().get());
    json.put("trend", report.evaluation().trend().name().toLowerCase(Locale.ROOT));
    json.put("evaluations", report.confusion().get().total());
    measures(json.putObject("recent"), report.evaluation().recent());
  }

  private static void measures(ObjectNode json, Confusion confusion) {
    json.put("precision", confusion.precision());
    json.put("recall", confusion.recall());
    json.put("f1", confusion.f1());
    json.put("accuracy", confusion.accuracy());
    json.put("true_positives", confusion.truePositives());
    json.put("false_positives", confusion.falsePositives());
    json.put("false_negatives", confusion.falseNegatives());
    json.put("true_negatives", confusion.trueNegatives());
  }

  private static void health(ObjectNode json, HealthReport report) {
    json.put("state", report.overall().state());
    json.put("reason", report.overall().reason());
    ObjectNode components = json.putObject("components");
    for (HealthReport.Component component : report.components()) {
      components
          .putObject(component.name())
          .put("state", component.health().state())
          .put("reason", component.health().reason())
          .put("since", component.since().toString());
    }
  }
}
