package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code weir} makes of records from before. */
class HistoryTest {

  private static final int HISTORY = 600;
  private static final int LIVE = 60;
  private static final int ODD = 40;

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("history.csv"), rows(0, HISTORY) + "not a row at all\n");
    Files.writeString(directory.resolve("live.csv"), rows(HISTORY, HISTORY + LIVE));
  }

  @Test
  void no_live_record_waits_and_the_first_anomaly_is_the_first_alert() throws Exception {
    JsonNode status = run("", "--history", directory.resolve("history.csv")).json();

    List<String> lines = Files.readAllLines(directory.resolve("detections.jsonl"));
    assertThat(lines).hasSize(LIVE).noneMatch(line -> line.contains("warming"));
    assertThat(lines.get(ODD)).contains("\"anomaly\":true");
    assertThat(status.at("/records/read").asInt()).isEqualTo(HISTORY + 1 + LIVE);
    assertThat(Balance.of(status)).isEqualTo(HISTORY + 1 + LIVE);
    assertThat(status.at("/records/history").asInt()).isEqualTo(HISTORY + 1);
    assertThat(status.at("/models/warming/series").asInt()).isZero();
    assertThat(status.at("/alerts/opened").asInt()).isOne();
    assertThat(status.at("/alerts/receivers/log/delivered").asInt()).isOne();
    assertThat(status.at("/evaluation/evaluations").asInt()).isEqualTo(LIVE);
  }

  @Test
  void without_it_they_wait_and_say_until_when() throws Exception {
    JsonNode status = run("").json();

    List<String> lines = Files.readAllLines(directory.resolve("detections.jsonl"));
    assertThat(lines).hasSize(LIVE);
    assertThat(lines.getFirst()).contains("\"needed\":200").doesNotContain("ready_at");
    // Record 600 is of 10:00:00 and the 201st is the first to be scored.
    assertThat(lines.get(1)).contains("\"needed\":199,\"ready_at\":\"2026-01-01T13:20:00Z\"");
    assertThat(status.at("/models/warming/series").asInt()).isOne();
    assertThat(status.at("/models/warming/needed").asInt()).isEqualTo(200 - LIVE + 1);
    assertThat(status.at("/records/history").asInt()).isZero();
  }

  @Test
  void what_cannot_be_read_of_it_is_a_dead_letter() throws Exception {
    run("history { path = \"%s\" }".formatted(directory.resolve("history.csv")));

    assertThat(Files.readAllLines(directory.resolve("dead.jsonl")))
        .singleElement()
        .asString()
        .contains("history:history.csv:" + (HISTORY + 2));
  }

  @Test
  void once_it_was_read_it_may_go() throws Exception {
    Path history = directory.resolve("history.csv");
    run("history { path = \"%s\" }".formatted(history));
    Files.delete(history);
    Files.writeString(directory.resolve("live.csv"), rows(HISTORY, HISTORY + LIVE + 5));

    JsonNode again = run("history { path = \"%s\" }".formatted(history)).json();

    assertThat(again.at("/records/history").asInt()).isEqualTo(HISTORY + 1);
    assertThat(again.at("/records/read").asInt()).isEqualTo(HISTORY + 1 + LIVE + 5);
  }

  @Test
  void one_that_is_not_there_is_missed_before_anything_starts() throws Exception {
    Ran ran = run("history { path = \"%s/none.csv\" }".formatted(directory));

    assertThat(ran.code()).isEqualTo(78);
    assertThat(ran.err()).contains("history of source 'boiler'").contains("none.csv");
    assertThat(Ran.weir("check", directory.resolve("weir.conf"), "--connect").err())
        .contains("history of source 'boiler'");
  }

  @Test
  void by_option_it_is_for_one_source() throws Exception {
    Files.writeString(
        directory.resolve("weir.conf"), "weir.sources = [{ type = stdin }, { type = simulator }]");

    Ran ran = Ran.weir("run", "-c", directory.resolve("weir.conf"), "--history", "x.csv");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--history is for one source, and there are 2");
  }

  @Test
  void files_are_scored_as_if_it_came_before_their_first_row() throws Exception {
    Ran ran =
        Ran.weir(
            "score",
            directory.resolve("live.csv"),
            "--history",
            directory.resolve("history.csv"),
            "--out",
            directory.resolve("out"));

    List<String> lines = Files.readAllLines(directory.resolve("out/live.csv"));
    assertThat(ran.code()).isZero();
    assertThat(lines).hasSize(LIVE + 1).noneMatch(line -> line.contains("warming"));
    assertThat(lines.get(ODD + 1)).contains(",true,true,scored");
    assertThat(lines.stream().filter(line -> line.contains("true,true"))).hasSize(1);
  }

  @Test
  void a_history_to_score_with_that_is_not_there_is_a_slip_of_the_pen() {
    Ran ran =
        Ran.weir(
            "score", directory.resolve("live.csv"), "--history", "none.csv", "--out", directory);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("none.csv");
  }

  /** A wave of a minute a row with noise; one of the live rows and two of the history are odd. */
  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder("timestamp,value,label\n");
    for (int i = from; i < to; i++) {
      boolean odd = i == 300 || i == 450 || i == HISTORY + ODD;
      double value = odd ? i : i % 7 + (i * 31 % 17) / 10.0;
      text.append("2026-01-01T%02d:%02d:00Z,%s,%d%n".formatted(i / 60, i % 60, value, odd ? 1 : 0));
    }
    return text.toString();
  }

  private Ran run(String inSource, Object... more) throws IOException {
    String config =
        """
        weir.sources = [{ type = file, name = boiler, path = "%s", %s }]
        weir.checkpointing.directory = "%s"
        weir.dead-letters.path = "%s"
        weir.sinks = [{ type = file, path = "%s" }]
        weir.http.enabled = false
        """
            .formatted(
                directory.resolve("live.csv"),
                inSource,
                directory.resolve("checkpoints"),
                directory.resolve("dead.jsonl"),
                directory.resolve("detections.jsonl"));
    Path file = Files.writeString(directory.resolve("weir.conf"), config);
    return Ran.weir(
        Stream.concat(
                Stream.of("run", "-c", file, "--until-idle", "50ms", "--output", "json"),
                Stream.of(more))
            .toArray());
  }
}
