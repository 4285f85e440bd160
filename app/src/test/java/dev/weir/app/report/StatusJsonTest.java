package dev.weir.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

  private static final List<String> NUMBERS =
      List.of(
          "uptime_seconds",
          "records/read",
          "records/scored",
          "records/warming",
          "records/unscorable",
          "records/dead_lettered",
          "records/rejected",
          "records/late_dropped",
          "records/duplicates",
          "records/history",
          "anomalies",
          "alerts/opened",
          "alerts/resolved",
          "alerts/open",
          "throughput_per_second",
          "latency_ms/mean",
          "latency_ms/p50",
          "latency_ms/p99",
          "latency_ms/max",
          "memory_bytes",
          "errors",
          "queues/input/size",
          "queues/input/capacity",
          "queues/output/size",
          "queues/output/capacity",
          "models/series",
          "models/warming/series",
          "models/warming/needed",
          "models/trained",
          "models/stalls",
          "drift_events",
          "checkpoints/completed",
          "checkpoints/failed");

  @Test
  void has_every_promised_key_in_the_promised_type() throws Exception {
    JsonNode json = json(Reports.full());

    assertThat(json.get("running").getNodeType()).isEqualTo(JsonNodeType.BOOLEAN);
    for (String key : NUMBERS) {
      assertThat(at(json, key).getNodeType()).as(key).isEqualTo(JsonNodeType.NUMBER);
    }
    for (String key : List.of("precision", "recall", "f1", "accuracy", "evaluations")) {
      assertThat(at(json, "evaluation/" + key).isNumber()).as(key).isTrue();
    }
    assertThat(at(json, "checkpoints/last_age_seconds").isNumber()).isTrue();
    assertThat(at(json, "evaluation/trend").isTextual()).isTrue();
  }

  @Test
  void each_value_stands_under_its_key() throws Exception {
    JsonNode json = json(Reports.full());

    assertThat(json.get("running").asBoolean()).isTrue();
    assertThat(json.get("uptime_seconds").asDouble()).isEqualTo(1.5);
    assertThat(json.get("records").toString())
        .isEqualTo(
            "{\"read\":1234,\"scored\":1000,\"warming\":100,\"unscorable\":10,\"dead_lettered\":20,"
                + "\"rejected\":30,\"late_dropped\":40,\"duplicates\":4,\"history\":25}");
    assertThat(json.get("anomalies").asLong()).isEqualTo(50);
    assertThat(json.get("alerts").toString())
        .isEqualTo(
            "{\"opened\":6,\"resolved\":5,\"open\":1,\"budget\":{\"allowed\":5.25,\"opened\":4},"
                + "\"receivers\":{\"pager\":{\"pending\":18,"
                + "\"delivered\":19,\"repeated\":20,\"rejected\":21,\"dropped\":22}}}");
    assertThat(json.get("throughput_per_second").asDouble()).isEqualTo(2500);
    assertThat(at(json, "latency_ms/mean").asDouble()).isCloseTo(1.75, within(0.02));
    assertThat(at(json, "latency_ms/max").asDouble()).isCloseTo(4, within(0.05));
    assertThat(json.get("memory_bytes").asLong()).isEqualTo(8 << 20);
    assertThat(json.get("errors").asLong()).isEqualTo(9);
    assertThat(json.get("queues").toString())
        .isEqualTo(
            "{\"input\":{\"size\":11,\"capacity\":10000},"
                + "\"output\":{\"size\":19,\"capacity\":5000}}");
    assertThat(json.get("models").toString())
        .isEqualTo(
            "{\"series\":13,\"warming\":{\"series\":23,\"needed\":24},\"silent\":3,\"trained\":14,\"stalls\":15}");
    assertThat(json.get("drift_events").asLong()).isEqualTo(7);
    assertThat(json.get("checkpoints").toString())
        .startsWith("{\"completed\":16,\"failed\":17,\"last_age_seconds\":2.25,\"pause_ms\":{");
    assertThat(json.at("/checkpoints/pause_ms")).isEqualTo(json.at("/latency_ms"));
    assertThat(at(json, "evaluation/precision").asDouble()).isEqualTo(1);
    assertThat(at(json, "evaluation/recall").asDouble()).isEqualTo(0.5);
    assertThat(at(json, "evaluation/accuracy").asDouble()).isEqualTo(0.75);
    assertThat(at(json, "evaluation/evaluations").asLong()).isEqualTo(4);
    assertThat(at(json, "evaluation/trend").asText()).isEqualTo("stable");
    assertThat(at(json, "health/state").asText()).isEqualTo("down");
    assertThat(at(json, "health/components/memory/reason").asText()).isEqualTo("no \"memory\"");
    assertThat(at(json, "health/components/memory/since").asText())
        .isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void what_is_not_known_is_null_and_never_zero() throws Exception {
    JsonNode json = json(Reports.empty());

    assertThat(at(json, "checkpoints/last_age_seconds").isNull()).isTrue();
    for (String key : List.of("precision", "recall", "f1", "accuracy", "trend")) {
      assertThat(at(json, "evaluation/" + key).isNull()).as(key).isTrue();
    }
    assertThat(at(json, "evaluation/evaluations").asLong()).isZero();
    for (String key : NUMBERS) {
      assertThat(at(json, key).isNumber()).as(key).isTrue();
    }
  }

  private static JsonNode json(StatusReport report) throws IOException {
    return JsonMapper.builder().build().readTree(StatusJson.of(report));
  }

  private static JsonNode at(JsonNode json, String path) {
    return json.at("/" + path);
  }
}
