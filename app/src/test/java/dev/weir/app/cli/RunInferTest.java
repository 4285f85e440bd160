package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.checkpointing.LocalCheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code weir run} reads files of which its settings say little. */
class RunInferTest {

  @TempDir Path directory;

  @Test
  void a_file_is_read_as_its_content_says_and_it_is_said_once() throws Exception {
    Path in = file("in.txt", "Datum;Uhrzeit;Anlage;Leistung [kW]\n" + german(0, 300));

    Ran ran = run(config(source(in, "")));

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err().lines().filter(line -> line.contains(" reads time ")))
        .singleElement()
        .asString()
        .contains(
            "source 'in': in.txt, reads time 'Datum + Uhrzeit' as d.M.yyyy HH:mm (no zone: UTC),"
                + " series 'Anlage', value 'Leistung [kW]'; change with its record settings");
    List<String> detections = detections();
    assertThat(detections).hasSize(300);
    assertThat(detections.getFirst())
        .contains("\"time\":\"2026-03-01T00:00:00Z\"", "\"series\":\"nord\"", "0.5");
  }

  @Test
  void the_settings_that_infer_prints_give_the_same_detections() throws Exception {
    Path in = file("in.txt", "Datum;Uhrzeit;Anlage;Leistung [kW]\n" + german(0, 300));
    run(config(source(in, "")));
    List<String> decided = detections();
    clean();
    String settings = Ran.weir("infer", in).out();

    Ran ran = run(config(source(in, settings)));

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(detections()).isEqualTo(decided);
  }

  @Test
  void a_restart_keeps_the_decision_when_the_file_has_grown() throws Exception {
    Path in = file("in.csv", "when,v\n13/01/2026 00:00,1\n14/01/2026 00:00,2\n");
    run(config(source(in, "")));
    // Each of these alone could be of another month, and they outnumber the first two.
    Files.writeString(in, "01/02/2026 00:00,3\n02/02/2026 00:00,4\n", StandardOpenOption.APPEND);

    assertThat(run(config(source(in, ""))).code()).isZero();

    assertThat(detections().stream().map(line -> line.replaceAll(".*\"time\":\"([^\"]*).*", "$1")))
        .containsExactly(
            "2026-01-13T00:00:00Z",
            "2026-01-14T00:00:00Z",
            "2026-02-01T00:00:00Z",
            "2026-02-02T00:00:00Z");
  }

  @Test
  void a_start_is_refused_where_a_setting_has_to_decide() throws Exception {
    Path in = file("in.csv", "when,v\n01/02/2026 00:00,1\n");

    Ran refused = run(config(source(in, "")));
    Ran decided = run(config(source(in, "record.time-format = \"d/M/yyyy H:mm\"")));

    assertThat(refused.code()).isEqualTo(78);
    assertThat(refused.err())
        .contains("cannot read source 'in'")
        .contains("record.time-format")
        .contains("2026-02-01")
        .contains("2026-01-02");
    assertThat(refused.err().lines()).as("said once").hasSize(1);
    assertThat(decided.code()).as(decided.err()).isZero();
    assertThat(detections()).singleElement().asString().contains("2026-02-01T00:00:00Z");
  }

  @Test
  void run_and_check_use_a_format_of_times_that_inference_does_not_know() throws Exception {
    Path in = file("in.csv", "When;v\n2026/03/01@07:15:00;1\n2026/03/02@07:15:00;2\n");
    Path config = config(source(in, "record.time-format = \"yyyy/MM/dd@HH:mm:ss\""));

    Ran check = Ran.weir("check", config, "--connect");
    Ran ran = run(config);

    assertThat(check.code()).as(check.err()).isZero();
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(detections()).hasSize(2).first().asString().contains("2026-03-01T07:15:00Z");
    assertThat(Ran.weir("check", config(source(in, "")), "--connect").code()).isEqualTo(1);
  }

  @Test
  void run_and_check_refuse_a_format_of_times_that_fits_no_cell() throws Exception {
    Path in = file("in.csv", "When;v\n2026/03/01-07:15:00;1\n2026/03/02-07:15:00;2\n");
    Path config = config(source(in, "record.time-format = \"dd.MM.yyyy\""));

    Ran check = Ran.weir("check", config, "--connect");
    Ran ran = run(config);

    assertThat(check.code()).isEqualTo(1);
    assertThat(ran.code()).isEqualTo(78);
    for (Ran refused : List.of(check, ran)) {
      assertThat(refused.err())
          .contains("no text of column 'When' is a time written as 'dd.MM.yyyy'")
          .contains("2026/03/01-07:15:00");
    }
  }

  @Test
  void a_pipe_is_refused_and_the_source_for_it_is_named() throws Exception {
    Path pipe = directory.resolve("pipe.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path config = config(source(pipe, ""));

    assertThat(run(config).code()).isEqualTo(78);
    for (Ran refused :
        List.of(
            run(config),
            Ran.weir("check", config, "--connect"),
            Ran.weir("infer", pipe),
            Ran.weir("score", pipe, "--out", directory.resolve("out")))) {
      assertThat(refused.code()).isNotZero();
      assertThat(refused.err()).contains("pipe.csv' is a pipe or a device", "type stdin");
    }
  }

  @Test
  void a_history_is_read_as_its_content_says() throws Exception {
    Path past = file("past.csv", "Zeit;Wert\n" + rows(0, 400, ";", "0,%d"));
    Path in = file("in.csv", "ts,reading\n" + rows(400, 420, ",", "0.%d"));

    Ran ran = run(config(source(in, "history.path = \"%s\"".formatted(past))), "-o", "json");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().at("/records/dead_lettered").asLong()).isZero();
    assertThat(ran.err().lines().filter(line -> line.contains(" reads time "))).hasSize(2);
  }

  @Test
  void a_run_that_could_read_nothing_has_failed_and_says_what_mends_it() throws Exception {
    Path in = file("in.csv", "alpha,beta\n" + "one,two\n".repeat(30));

    Ran ran = run(config(source(in, "")));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("30 of 30 records could not be read").contains("(see record.");
  }

  @Test
  void a_run_fails_if_more_is_refused_than_may_be() throws Exception {
    String rows =
        IntStream.range(0, 100)
            .mapToObj(i -> i % 5 < 2 ? "never,1\n" : "2026-01-01 00:%02d:00,1\n".formatted(i % 60))
            .collect(Collectors.joining());
    Path in = file("in.csv", "timestamp,v\n" + rows);

    Ran strict = run(config(source(in, "") + "weir.dead-letters.most = 0.3\n"));
    clean();
    Ran lenient = run(config(source(in, "")));

    assertThat(strict.code()).as(strict.err()).isEqualTo(1);
    assertThat(strict.err())
        .contains("40 of 100 records could not be read")
        .contains("record.time-format");
    assertThat(lenient.code()).as(lenient.err()).isZero();
  }

  @Test
  void a_run_that_goes_on_and_finds_nothing_new_has_not_failed() throws Exception {
    Path in = file("in.csv", "alpha,beta\n" + "one,two\n".repeat(30));
    run(config(source(in, "")));

    assertThat(run(config(source(in, ""))).code()).isZero();
  }

  @Test
  void checking_the_connections_reads_a_sample_of_the_files() throws Exception {
    Path unreadable = file("bad.csv", "alpha,beta\n" + "one,two\n".repeat(30));
    Path ambiguous = file("open.csv", "when,v\n01/02/2026 00:00,1\n");
    Path good = file("good.csv", "Zeit;Wert\n" + rows(0, 50, ";", "0,%d"));

    Ran bad = Ran.weir("check", config(source(unreadable, "")), "--connect");
    Ran open = Ran.weir("check", config(source(ambiguous, "")), "--connect");
    Ran well = Ran.weir("check", config(source(good, "")), "--connect");

    assertThat(bad.code()).isEqualTo(1);
    assertThat(bad.err()).contains("no record of source 'in' could be read").contains("bad.csv:2");
    assertThat(open.code()).isEqualTo(1);
    assertThat(open.err()).contains("record.time-format");
    assertThat(well.code()).as(well.err()).isZero();
  }

  @Test
  void replay_goes_by_the_decision_that_was_made() throws Exception {
    Path in = file("in.csv", "when,v\n13/01/2026 00:00,1\n14/01/2026 00:00,2\n");
    Path config = config(source(in, ""));
    run(config);
    Files.writeString(in, "01/02/2026 00:00,3\n02/02/2026 00:00,4\n", StandardOpenOption.APPEND);
    run(config);
    List<Path> checkpoints = LocalCheckpointStore.files(directory.resolve("checkpoints"));
    Path first = checkpoints.getFirst();
    Path last = checkpoints.getLast();

    Ran ran = Ran.weir("replay", "-c", config, "--from", first, "--to", last);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(first).isNotEqualTo(last);
  }

  private static String german(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i ->
            "%02d.03.2026;%02d:%02d;%s;%d,5%n"
                .formatted(1 + i / 48, i / 2 % 24, i % 2 * 30, i % 2 == 0 ? "nord" : "süd", i % 7))
        .collect(Collectors.joining());
  }

  private static String rows(int from, int to, String separator, String value) {
    return IntStream.range(from, to)
        .mapToObj(i ->
            "2026-01-01T%02d:%02d:00Z".formatted(i / 60, i % 60)
                + separator
                + value.formatted(1 + i % 7)
                + "\n")
        .collect(Collectors.joining());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String source(Path in, String settings) {
    return "weir.sources = [{ type = file, name = in, path = \"%s\"%n%s }]%n"
        .formatted(in, settings);
  }

  private Path config(String text) throws IOException {
    return Files.writeString(
        directory.resolve("weir.conf"),
        text
            + """
            weir.detectors = [{ type = z-score }]
            weir.checkpointing.directory = "%1$s/checkpoints"
            weir.dead-letters.path = "%1$s/dead.jsonl"
            weir.sinks = [{ type = file, path = "%1$s/detections.jsonl" }]
            weir.http.enabled = false
            """
                .formatted(directory));
  }

  private static Ran run(Path config, Object... more) {
    return Ran.weir(
        Stream.concat(Stream.of("run", "-c", config, "--until-idle", "50ms"), Stream.of(more))
            .toArray());
  }

  private List<String> detections() throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("detections.jsonl"));
    for (String line : lines) {
      JsonMapper.builder().build().readTree(line);
    }
    return lines;
  }

  private void clean() throws IOException {
    Files.deleteIfExists(directory.resolve("detections.jsonl"));
    try (Stream<Path> files = Files.walk(directory.resolve("checkpoints"))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
