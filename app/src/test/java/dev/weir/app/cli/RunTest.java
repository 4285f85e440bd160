package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.checkpointing.LocalCheckpointStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir run}, {@code demo} and {@code checkpoint} on what a run leaves behind. */
class RunTest {

  @TempDir Path directory;

  @Test
  void reads_everything_balances_and_says_so() throws Exception {
    Ran ran = run(config(simulator(5_000, 42)), "--output", "json");

    JsonNode status = ran.json();
    assertThat(ran.code()).isZero();
    assertThat(status.get("running").asBoolean()).isFalse();
    assertThat(status.at("/records/read").asLong()).isEqualTo(5_000);
    assertThat(Balance.of(status)).isEqualTo(5_000);
    assertThat(status.at("/models/series").asLong()).isEqualTo(3);
    assertThat(status.get("anomalies").asLong()).isPositive();
    assertThat(status.at("/checkpoints/completed").asLong()).isPositive();
    assertThat(status.at("/queues/input/size").asLong()).isZero();
    assertThat(status.at("/evaluation/evaluations").asLong())
        .isEqualTo(status.at("/records/scored").asLong());
  }

  @Test
  void every_detection_is_in_the_file() throws Exception {
    run(config(simulator(2_000, 42)));

    List<String> lines = Files.readAllLines(directory.resolve("detections.jsonl"));
    assertThat(lines).hasSize(2_000);
    for (String key : List.of("id", "series", "time", "position", "values", "status", "label")) {
      assertThat(lines).allMatch(line -> line.contains("\"" + key + "\":"));
    }
  }

  @Test
  void a_second_run_goes_on_where_the_first_stood() throws Exception {
    Path config = config(simulator(2_000, 42));
    JsonNode first = run(config, "--output", "json").json();

    JsonNode second = run(config, "--output", "json").json();

    assertThat(second.get("records")).isEqualTo(first.get("records"));
    for (String key : List.of("opened", "resolved", "open")) {
      assertThat(second.get("alerts").get(key)).as(key).isEqualTo(first.get("alerts").get(key));
    }
    assertThat(second.at("/alerts/receivers/log/delivered").asInt()).as("told again").isZero();
    assertThat(Files.readAllLines(directory.resolve("detections.jsonl"))).hasSize(2_000);
  }

  @Test
  void the_table_reads_the_same_in_every_country() throws Exception {
    Locale here = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);

      assertThat(run(config(simulator(2_000, 42))).out()).contains("Records read     2,000\n");
    } finally {
      Locale.setDefault(here);
    }
  }

  @Test
  void a_demo_for_a_while_stops_by_itself_and_leaves_nothing_behind() throws Exception {
    List<Path> before = temporary();

    Ran ran = Ran.weir("demo", "--for", "1s", "--rate", "2000", "--port", "0", "--output", "json");

    assertThat(ran.code()).isZero();
    assertThat(ran.json().at("/records/read").asLong()).isPositive();
    assertThat(Balance.of(ran.json())).isEqualTo(ran.json().at("/records/read").asLong());
    assertThat(ran.err()).contains("weir.service");
    assertThat(temporary()).isEqualTo(before);
  }

  @Test
  void nothing_to_read_is_refused() throws Exception {
    Ran ran = run(write("weir.sources = []\n"));

    assertThat(ran.code()).isEqualTo(78);
    assertThat(ran.err()).contains("weir.sources names no source");
  }

  @Test
  void a_port_in_use_ends_it_with_the_remedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran =
          run(write(simulator(10, 1) + "weir.http.port = %d%n".formatted(taken.getLocalPort())));

      assertThat(ran.code()).isEqualTo(75);
      assertThat(ran.err())
          .contains("127.0.0.1:" + taken.getLocalPort())
          .contains("weir.http.port");
      assertThat(ran.err().lines()).as("said once").hasSize(1);
    }
  }

  @Test
  void a_sink_that_cannot_be_written_is_refused() throws Exception {
    Files.createDirectory(directory.resolve("detections.jsonl"));

    Ran ran = run(config(simulator(10, 1)));

    assertThat(ran.code()).isEqualTo(78);
    assertThat(ran.err()).contains("cannot write to").contains("detections.jsonl");
  }

  @Test
  void what_a_checkpoint_holds_can_be_seen() throws Exception {
    run(config(simulator(2_000, 42)));

    JsonNode ls = checkpoint("ls", "--output", "json").json();
    JsonNode inspect = checkpoint("inspect", "--output", "json").json();
    JsonNode verify = checkpoint("verify", "--output", "json").json();

    JsonNode last = ls.get(ls.size() - 1);
    assertThat(last.fieldNames())
        .toIterable()
        .contains("pipeline", "number", "position", "created_at", "bytes");
    assertThat(last.get("pipeline").asText()).isEqualTo("made-up");
    assertThat(inspect.get(0).fieldNames())
        .toIterable()
        .contains("source_epoch", "writer", "detectors", "sha256", "state_hash", "sections");
    assertThat(verify).hasSameSizeAs(ls).allMatch(row -> row.get("state").asText().equals("whole"));
    assertThat(checkpoint("ls").out()).contains("pipeline       made-up");
  }

  @Test
  void what_a_checkpoint_holds_is_readable() throws Exception {
    run(config(simulator(2_000, 42)));

    assertThat(checkpoint("inspect").out())
        .containsPattern(
            "sections +code: \\d+, version: \\d+, entries: \\d+, bytes: \\d+\n {17}code")
        .doesNotContain("{", "[");
  }

  @Test
  void where_there_is_no_checkpoint_none_is_whole() throws Exception {
    Files.createDirectory(directory.resolve("checkpoints"));

    for (String verb : List.of("verify", "inspect", "state-hash")) {
      Ran ran = checkpoint(verb);
      assertThat(ran.code()).as(verb).isEqualTo(1);
      assertThat(ran.err()).contains("there is no checkpoint in " + directory);
    }
    assertThat(checkpoint("ls").code()).isZero();
    assertThat(checkpoint("ls").err()).contains("there is no checkpoint in " + directory);
    assertThat(checkpoint("ls", "-o", "json").json()).isEmpty();
  }

  @Test
  void equal_runs_have_equal_states_and_others_others() throws Exception {
    run(config(simulator(2_000, 42)));
    String hash = stateHash();
    delete();
    run(config(simulator(2_000, 42) + "weir.engine { processing-workers = 1, batch-size = 7 }\n"));
    assertThat(stateHash()).as("however it was run").isEqualTo(hash);
    delete();
    run(config(simulator(2_000, 43)));
    assertThat(stateHash()).isNotEqualTo(hash);
  }

  @Test
  void a_damaged_checkpoint_is_found_and_refused_until_it_is_given_up() throws Exception {
    Path config = config(simulator(2_000, 42));
    run(config);
    for (Path file : checkpoints()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }

    Ran verify = checkpoint("verify");
    Ran refused = run(config);
    Ran anew = run(config, "--allow-empty-state", "--output", "json");

    assertThat(verify.code()).isEqualTo(1);
    assertThat(verify.err()).startsWith("weir: ");
    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err()).contains("--allow-empty-state");
    assertThat(anew.code()).isZero();
    assertThat(anew.json().at("/records/read").asLong()).isEqualTo(2_000);
  }

  @Test
  void an_older_checkpoint_can_be_started_from_as_a_new_epoch() throws Exception {
    Path in = directory.resolve("in.jsonl");
    Path config =
        config("weir.sources = [{ type = file, name = made-up, path = \"%s\" }]%n".formatted(in));
    Files.writeString(in, lines(0, 500));
    run(config);
    long first = checkpoint("ls", "-o", "json").json().get(0).get("number").asLong();
    Files.writeString(in, lines(500, 800), StandardOpenOption.APPEND);
    run(config);

    Ran again = run(config, "--from-checkpoint", first, "--output", "json");

    List<String> detections = Files.readAllLines(directory.resolve("detections.jsonl"));
    List<String> before = detections.subList(500, 800);
    List<String> after = detections.subList(800, 1100);
    assertThat(again.json().at("/records/read").asLong()).isEqualTo(800);
    assertThat(after.stream().map(RunTest::withoutId))
        .containsExactlyElementsOf(before.stream().map(RunTest::withoutId).toList());
    assertThat(after).as("ids are of another epoch").doesNotContainAnyElementsOf(before);
    assertThat(checkpoint("inspect", "-o", "json").json().findValuesAsText("source_epoch"))
        .contains("0", "1");
  }

  @Test
  void a_checkpoint_that_is_not_there_cannot_be_started_from() throws Exception {
    Path config = config(simulator(100, 42));
    run(config);

    Ran nowhere = run(config, "--from-checkpoint", "999");

    assertThat(nowhere.code()).isEqualTo(78);
    assertThat(nowhere.err()).contains("999");
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"t\":%d,\"v\":%d}%n".formatted(i, i % 11))
        .collect(Collectors.joining());
  }

  private static String withoutId(String detection) {
    return detection.replaceFirst("\"id\":\"[^\"]*\"", "");
  }

  private static String simulator(long count, int seed) {
    return """
    weir.sources = [{ type = simulator, name = made-up, rate = max, count = %d, seed = %d
                      series = 3, features = 2 }]
    weir.detectors = [{ match = "made-up-0", type = isolation-forest }, { type = z-score }]
    """
        .formatted(count, seed);
  }

  private Path config(String text) throws IOException {
    return write(text + "weir.http.enabled = false\n");
  }

  /** A configuration whose state and output stay in the directory of the test. */
  private Path write(String text) throws IOException {
    String places =
        """
        weir.checkpointing.directory = "%s"
        weir.dead-letters.path = "%s"
        weir.sinks = [{ type = file, path = "%s" }]
        """
            .formatted(
                directory.resolve("checkpoints"),
                directory.resolve("dead.jsonl"),
                directory.resolve("detections.jsonl"));
    return Files.writeString(directory.resolve("weir.conf"), text + places);
  }

  private static Ran run(Path config, Object... more) {
    return Ran.weir(
        Stream.concat(Stream.of("run", "-c", config, "--until-idle", "50ms"), Stream.of(more))
            .toArray());
  }

  private Ran checkpoint(String verb, Object... more) {
    return Ran.weir(
        Stream.concat(
                Stream.of("checkpoint", verb, directory.resolve("checkpoints")), Stream.of(more))
            .toArray());
  }

  private String stateHash() throws IOException {
    return checkpoint("state-hash", "-o", "json").json().get(0).get("state_hash").asText();
  }

  private List<Path> checkpoints() throws IOException {
    return LocalCheckpointStore.files(directory.resolve("checkpoints"));
  }

  private void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("checkpoints"))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      String ours = "weir-demo-" + ProcessHandle.current().pid();
      return files.filter(file -> file.getFileName().toString().startsWith(ours)).toList();
    }
  }
}
