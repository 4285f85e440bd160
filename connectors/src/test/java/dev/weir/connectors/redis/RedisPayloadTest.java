package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.text.RecordSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in an entry becomes a record, or one dead letter, and the stream goes on. */
class RedisPayloadTest {

  /** The fields of the notebook that Weir grew out of. */
  private static final RecordSettings NOTEBOOK =
      new RecordSettings(
          "timestamp", "sensor", "anomaly_injected", List.of("metric_value"), "sensors");

  @TempDir Path directory;

  private RedisServer server;
  private Streams streams;

  @BeforeEach
  void start() throws IOException {
    server = RedisServer.start(directory, RedisServer.FORGETFUL);
    streams = new Streams(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void each_field_of_an_entry_is_one_of_the_record() throws Exception {
    streams.append("timestamp", "1700000000", "series", "a", "x", "1.5", "y", "-2e3", "label", "1");
    streams.append("y", "4", "x", "3", "host", "server-1", "timestamp", "2023-11-14 22:13:21");
    streams.append("timestamp", "1700000002", "series", "a", "x", "", "y", "5", "label", "false");

    assertThat(rows())
        .containsExactly(
            "a 2023-11-14T22:13:20Z [1.5, -2000.0] ANOMALOUS",
            "sensors 2023-11-14T22:13:21Z [3.0, 4.0] NONE",
            "a 2023-11-14T22:13:22Z [NaN, 5.0] NORMAL");
  }

  @Test
  void named_fields_are_taken_and_others_passed_over() throws Exception {
    streams.record(new RecordSettings("at", "who", "bad", List.of("v"), "sensors"));
    streams.append("at", "1700000000", "who", "b", "v", "1", "w", "2", "bad", "0");

    assertThat(rows()).containsExactly("b 2023-11-14T22:13:20Z [1.0] NORMAL");
  }

  @Test
  void a_record_without_a_time_has_that_of_its_entry() throws Exception {
    streams.add(1, 2);

    assertThat(rows())
        .containsExactly(
            "sensors 1970-01-01T00:00:00.001Z [1.0] NONE",
            "sensors 1970-01-01T00:00:00.002Z [2.0] NONE");
  }

  @Test
  void messages_of_the_notebook_are_read() throws Exception {
    streams.json("metric_value", NOTEBOOK);
    streams.append("metric_value", notebook("2023-11-14T22:13:20.123456", "101.5", "false"));
    streams.append("metric_value", notebook("2023-11-14T22:13:21", "163.25", "true"));

    assertThat(rows())
        .containsExactly(
            "sensors 2023-11-14T22:13:20.123456Z [101.5] NORMAL",
            "sensors 2023-11-14T22:13:21Z [163.25] ANOMALOUS");
  }

  @Test
  void each_bad_entry_is_one_dead_letter_and_the_next_is_read() throws Exception {
    streams.json("metric_value", NOTEBOOK);
    String good = notebook("2023-11-14T22:13:20", "1", "false");
    String[] bad = {
      "",
      "not json",
      "{\"timestamp\":",
      "[1,2]",
      good + good,
      good.replace("1,", "1e400,"),
      good.replace("1,", "\"abc\","),
      good.replace("2023", "99999"),
      good.replace("false", "\"perhaps\""),
      good.replace("}", ",\"sensor\":\"\"}"),
      good.replace("metric_value", "other"),
      "[".repeat(100_000),
      "{\"x\":\"" + "y".repeat(2_000_000) + "\"}"
    };
    for (String payload : bad) {
      streams.append("metric_value", payload);
      streams.append("metric_value", good);
    }
    streams.append("other", good);
    streams.append("metric_value", good);

    List<String> rows = streams.read(streams.throughGroup(), Optional.empty());

    assertThat(rows).hasSize(2 * bad.length + 2);
    for (int i = 0; i < rows.size(); i++) {
      if (i % 2 == 1) {
        assertThat(rows.get(i)).endsWith("sensors 2023-11-14T22:13:20Z [1.0] NORMAL");
      } else {
        assertThat(rows.get(i)).as("bad entry %d", i / 2).containsPattern("^\\d+-\\d+ [A-Z_]+ ");
      }
    }
    assertThat(rows.get(2 * bad.length)).contains("it has no field 'metric_value'");
    assertThat(rows.getFirst()).contains("readings:" + rows.getFirst().split(" ")[0]);
  }

  @Test
  void each_bad_field_is_one_dead_letter_and_the_next_entry_is_read() throws Exception {
    streams.append("series", "a", "x", "1");
    String[][] bad = {
      {"series", "a", "x", "broken"},
      {"series", "a", "x", "nan"},
      {"series", "a", "x", "1e400"},
      {"series", "a", "x", "1", "x", "2"},
      {"series", "", "x", "1"},
      {"series", "a\nb", "x", "1"},
      {"series", "a", "x", "1", "label", "maybe"},
      {"series", "a", "x", "1", "timestamp", "yesterday"},
      {"series", "a", "note", "no number at all"},
      {"series", "a", "x", "1", "y".repeat(300), "1"},
    };
    for (String[] fields : bad) {
      streams.append(fields);
      streams.append("series", "a", "x", "1");
    }

    List<String> rows = streams.read(streams.byPosition(), Optional.empty());

    assertThat(rows).hasSize(2 * bad.length + 1);
    for (int i = 1; i < rows.size(); i += 2) {
      assertThat(rows.get(i)).as("bad entry %d", i / 2).containsPattern("^\\d+-\\d+ [A-Z_]+ ");
      assertThat(rows.get(i + 1)).endsWith("[1.0] NONE");
    }
  }

  private static String notebook(String time, String value, String label) {
    return "{\"timestamp\":\"%s\",\"metric_value\":%s,\"anomaly_injected\":%s}"
        .formatted(time, value, label);
  }

  /** Rows without their positions. */
  private List<String> rows() throws Exception {
    return streams.read(streams.byPosition(), Optional.empty()).stream()
        .map(row -> row.substring(row.indexOf(' ') + 1))
        .toList();
  }
}
