package dev.weir.app.recommend;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.monitoring.evaluation.AlertQuality;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A recommendation as JSON: the data, the measurements, the advice. */
public final class RecommendationJson {

  private RecommendationJson() {}

  /** Everything that was measured so far. */
  public static ObjectNode of(Recommendation recommendation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Dataset data = recommendation.data();
    json.putObject("data")
        .put("records", data.records())
        .put("series", data.series().size())
        .put("events", data.events())
        .put("anomalies", data.origin().name().toLowerCase(Locale.ROOT))
        .put("left_out", data.leftOut())
        .put("unread", data.unread());
    ArrayNode measurements = json.putArray("measurements");
    List<Measured> measured = recommendation.measured();
    measured.forEach(one -> measurements.add(measurement(one, measured.getFirst())));
    ArrayNode missing = json.putArray("not_measured");
    recommendation.notMeasured().forEach(missing::add);
    Advisor advisor = new Advisor(measured);
    Optional<String> lacking = advisor.lacking(data.events());
    ObjectNode advice = json.putObject("advice");
    if (lacking.isPresent()) {
      json.put("no_advice", lacking.get());
    } else {
      for (Advice one : advisor.advice()) {
        advice.set(one.use().name().toLowerCase(Locale.ROOT), advice(one));
      }
    }
    return json;
  }

  private static ObjectNode measurement(Measured one, Measured first) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("detector", one.candidate().name());
    methods(json, one);
    settings(json, one);
    AlertQuality alerts = one.quality().alerts();
    ObjectNode quality = json.putObject("quality");
    quality.set("f1", interval(one.f1()));
    quality.put("events", alerts.events());
    quality.put("found", alerts.found().size());
    quality.put("false_alerts", alerts.falseAlarms());
    put(quality, "false_alerts_per_series_day", alerts.falseAlarmsPerSeriesDay());
    put(quality, "median_delay_records", alerts.medianDelayInRecords());
    put(quality, "roc_auc", one.quality().ranks().rocAuc());
    put(quality, "vus_pr", one.quality().ranks().vusPr());
    json.put("records_per_second", one.speed().recordsPerSecond());
    json.put("speed_up", one.speed().recordsPerSecond() / first.speed().recordsPerSecond());
    json.put("latency_p50_ns", one.speed().medianNanos());
    json.put("latency_p99_ns", one.speed().p99Nanos());
    json.put("training_records", one.warmUp().records());
    json.put("training_ns", one.warmUp().nanos());
    json.put("bytes_per_series", one.memory().heap());
    json.put("state_bytes", one.memory().state());
    return json;
  }

  private static ObjectNode advice(Advice advice) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("detector", advice.chosen().candidate().name());
    json.put("priority", advice.use().priority());
    methods(json, advice.chosen());
    json.put("reason", advice.reason());
    json.put("trade_offs", advice.tradeOffs());
    advice.runnerUp().ifPresent(other -> json.put("runner_up", other.candidate().name()));
    json.put("tie", advice.tie());
    settings(json, advice.chosen());
    return json;
  }

  private static void methods(ObjectNode json, Measured one) {
    ArrayNode methods = json.putArray("methods");
    one.candidate().methods().forEach(methods::add);
  }

  private static void settings(ObjectNode json, Measured one) {
    json.put("settings", String.join("\n", one.candidate().settings()));
  }

  private static ObjectNode interval(Interval of) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("low", of.low())
        .put("value", of.value())
        .put("high", of.high());
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(name, value.getAsDouble());
    }
  }
}
