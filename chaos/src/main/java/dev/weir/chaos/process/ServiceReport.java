package dev.weir.chaos.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** A status report. */
public record ServiceReport(JsonNode json) {

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

  public static ServiceReport of(String text) throws JsonProcessingException {
    return new ServiceReport(MAPPER.readTree(text));
  }

  /** One of the counts of records. */
  public long records(String count) {
    JsonNode value = json.path("records").path(count);
    if (!value.isIntegralNumber()) {
      throw new AssertionError("records.%s is not a count: %s".formatted(count, json));
    }
    return value.asLong();
  }

  /** Gaps of unknown length in the sources. */
  public long gaps() {
    JsonNode value = json.path("source_gaps");
    if (!value.isIntegralNumber()) {
      throw new AssertionError("source_gaps is not a count: %s".formatted(json));
    }
    return value.asLong();
  }

  /** Records that became something; the others were read and wait for their turn. */
  public long settled() {
    return SETTLED.stream().mapToLong(this::records).sum();
  }

  /** Every record that was read became something, and only one thing. */
  public void requireBalance() {
    if (settled() != records("read")) {
      throw new AssertionError("not every record read is accounted for: " + json.path("records"));
    }
  }

  /** Returns the counters that a restart must not change. */
  public List<JsonNode> counted() {
    return List.of(
        json.path("records"),
        json.path("anomalies"),
        json.at("/alerts/opened"),
        json.at("/alerts/resolved"),
        json.at("/alerts/open"),
        json.path("drift_events"));
  }
}
