package dev.weir.benchmarks.throughput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * The report of a run of the whole program at its end.
 *
 * @param problems what does not add up, in sentences; empty if nothing was lost
 */
record Report(double throughput, long scored, long drifts, long stalls, List<String> problems) {

  private static final List<String> OUTCOMES =
      List.of(
          "scored",
          "warming",
          "unscorable",
          "dead_lettered",
          "rejected",
          "late_dropped",
          "duplicates");

  /**
   * Reads a status report.
   *
   * @param expected how many records the source had
   */
  static Report read(String json, long expected) throws JsonProcessingException {
    JsonNode status = JsonMapper.builder().build().readTree(json);
    JsonNode records = status.path("records");
    long read = number(records, "read");
    long accounted = OUTCOMES.stream().mapToLong(outcome -> number(records, outcome)).sum();
    List<String> problems = new ArrayList<>();
    if (read != expected) {
      problems.add("%,d records were read, not %,d".formatted(read, expected));
    }
    if (accounted != read) {
      problems.add("%,d records were read, %,d accounted for".formatted(read, accounted));
    }
    for (String outcome : OUTCOMES.subList(2, OUTCOMES.size())) {
      if (number(records, outcome) != 0) {
        problems.add("%,d records are %s".formatted(number(records, outcome), outcome));
      }
    }
    return new Report(
        status.path("throughput_per_second").asDouble(),
        number(records, "scored"),
        number(status, "drift_events"),
        number(status.path("models"), "stalls"),
        List.copyOf(problems));
  }

  private static long number(JsonNode object, String key) {
    JsonNode value = object.get(key);
    if (value == null || !value.isIntegralNumber()) {
      throw new IllegalArgumentException("the status report has no number '%s'".formatted(key));
    }
    return value.longValue();
  }
}
