package dev.weir.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.monitoring.Confusion;
import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.Latency;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.health.HealthReport;
import dev.weir.monitoring.metrics.Metric;
import dev.weir.monitoring.metrics.Readings;
import dev.weir.monitoring.metrics.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

  /** The report as a tree that keys can be added to. */
  public static ObjectNode tree(StatusReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("running", report.running());
    Readings readings = report.readings().orZeros();
    for (Metric metric : Metric.values()) {
      values(metric, readings).forEach((keys, value) -> put(json, keys, value));
    }
    json.withObject("/alerts/receivers");
    evaluation(json.withObject("/evaluation"), report);
    report.health().ifPresent(health -> health(json.putObject("health"), health));
    return json;
  }

  /**
   * The values of a metric by their keys in the report; samples with the same keys are combined.
   */
  private static Map<List<String>, Value> values(Metric metric, Readings readings) {
    Map<List<String>, Value> values = new LinkedHashMap<>();
    if (!metric.status().isEmpty()) {
      metric
          .samples(readings)
          .forEach(sample ->
              values.merge(metric.status(sample.labels()), sample.value(), metric::combine));
    }
    return values;
  }

  private static void put(ObjectNode json, List<String> keys, Value value) {
    ObjectNode parent = json;
    for (String key : keys.subList(0, keys.size() - 1)) {
      parent = parent.get(key) instanceof ObjectNode known ? known : parent.putObject(key);
    }
    String key = keys.getLast();
    switch (value) {
      case Value.Whole whole -> parent.put(key, whole.now());
      case Value.Real real -> parent.put(key, real.now());
      case Value.Unknown.NOT_YET -> parent.putNull(key);
      case Value.Times times -> latency(parent.putObject(key), times.latency().total());
    }
  }

  private static void latency(ObjectNode json, Latency.Summary latency) {
    json.put("mean", latency.mean() / NANOS_PER_MILLI);
    json.put("p50", latency.p50() / NANOS_PER_MILLI);
    json.put("p99", latency.p99() / NANOS_PER_MILLI);
    json.put("max", latency.max() / NANOS_PER_MILLI);
  }

  private static void evaluation(ObjectNode json, StatusReport report) {
    if (report.confusion().isEmpty()) {
      json.putNull("trend").put("evaluations", 0);
      return;
    }
    Evaluation.Report evaluation = report.readings().evaluation();
    json.put("trend", evaluation.trend().name().toLowerCase(Locale.ROOT));
    json.put("evaluations", evaluation.all().total());
    measures(json.putObject("recent"), evaluation.recent());
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
