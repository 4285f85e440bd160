package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** A status report. */
record Report(JsonNode json) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final List<String> SETTLED =
      List.of(
          "scored",
          "warming",
          "unscorable",
          "dead_lettered",
          "rejected",
          "late_dropped",
          "duplicates");

  static Report of(String text) throws JsonProcessingException {
    return new Report(MAPPER.readTree(text));
  }

  /** One of the counts of records. */
  long records(String count) {
    JsonNode value = json.path("records").path(count);
    assertThat(value.isIntegralNumber()).as("records.%s is a count", count).isTrue();
    return value.asLong();
  }

  /** Every record that was read became something, and only one thing. */
  void requireBalance() {
    assertThat(SETTLED.stream().mapToLong(this::records).sum())
        .as("every record read is accounted for: %s", json.path("records"))
        .isEqualTo(records("read"));
  }

  /** What was counted, of which a restart must change nothing. */
  List<JsonNode> counted() {
    return List.of(
        json.path("records"),
        json.path("anomalies"),
        json.at("/alerts/opened"),
        json.at("/alerts/resolved"),
        json.at("/alerts/open"),
        json.path("drift_events"));
  }
}
