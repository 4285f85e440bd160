package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir infer}, and files that {@code weir score} reads without being told how. */
class InferTest {

  @TempDir Path directory;

  @Test
  void a_file_is_scored_without_options_and_it_is_said_how_it_is_read() throws Exception {
    Ran ran = score(german());

    assertThat(ran.code()).isZero();
    assertThat(ran.err())
        .contains("reads time 'Datum + Uhrzeit' as d.M.yyyy HH:mm", "value 'Druck [bar]'");
    assertThat(ran.json().at("/records/scored").asInt()).isEqualTo(100);
    assertThat(Files.readAllLines(directory.resolve("out/a.csv")))
        .hasSize(301)
        .last()
        .asString()
        .startsWith("01.03.2026,04:59,\"21,9\",ok,");
  }

  @Test
  void two_readings_that_are_as_likely_are_refused_by_the_setting_that_decides() throws Exception {
    List<String> rows = new ArrayList<>(List.of("when,v"));
    for (int i = 0; i < 300; i++) {
      rows.add("1/5/2022 %d:%02d,%d".formatted(i / 60, i % 60, i % 7));
    }
    Path file = write(rows);

    assertThat(score(file).code()).isEqualTo(1);
    assertThat(score(file).err()).contains("2022-05-01", "2022-01-05", "--time-format");
    assertThat(score(file, "--time-format", "M/d/yyyy H:mm").code()).isZero();
    assertThat(score(file, "--time-format", "M/d/yyyy Q").code()).isEqualTo(2);
  }

  @Test
  void a_column_that_an_option_names_and_the_file_does_not_have_is_refused() throws Exception {
    Path file = write(List.of("when,v", "2026-03-01T00:00:00Z,1.5", "2026-03-02T00:00:00Z,2.5"));

    for (String option : List.of("--series", "--label", "--values", "--time")) {
      assertThat(score(file, option, "nosuch").code()).as(option).isEqualTo(1);
      assertThat(score(file, option, "nosuch").err()).contains("no column 'nosuch'", "[when, v]");
      Ran inferred = Ran.weir("infer", file, option, "nosuch");
      assertThat(inferred.code()).as(option).isEqualTo(1);
      assertThat(inferred.err()).contains("no column 'nosuch'", "[when, v]");
    }
  }

  @Test
  void a_format_of_times_that_is_given_is_used_and_printed() throws Exception {
    List<String> rows = new ArrayList<>(List.of("When;v"));
    for (int i = 0; i < 60; i++) {
      rows.add("2026/03/01-07:%02d:00;%d.5".formatted(i, i % 7));
    }
    Path file = write(rows);

    Ran ran = score(file, "--time-format", "yyyy/MM/dd-HH:mm:ss");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().at("/records/dead_lettered").asInt()).isZero();
    assertThat(Ran.weir("infer", file, "--time-format", "yyyy/MM/dd-HH:mm:ss").out())
        .contains("time = \"When\"", "time-format = \"yyyy/MM/dd-HH:mm:ss\"");
    Ran other = score(file, "--time", "When", "--time-format", "dd.MM.yyyy");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("'dd.MM.yyyy'", "'2026/03/01-07:00:00'");
  }

  @Test
  void what_it_prints_reads_the_same_as_settings() throws Exception {
    Path file = german();
    Ran inferred = Ran.weir("infer", file);
    Path config = directory.resolve("weir.conf");
    Files.writeString(
        config,
        "weir.sources = [{ name = x, type = file, path = \"%s\"%n%s }]"
            .formatted(file, inferred.out()));

    assertThat(inferred.code()).isZero();
    assertThat(inferred.out()).contains("decimal = \",\"").contains("separator = \";\"");
    Ran plain = score(file);
    List<String> before = Files.readAllLines(directory.resolve("out/a.csv"));
    Ran configured = score(file, "-c", config);
    assertThat(plain.code()).isZero();
    assertThat(configured.code()).isZero();
    assertThat(Files.readAllLines(directory.resolve("out/a.csv"))).isEqualTo(before);
  }

  @Test
  void a_file_of_which_most_cannot_be_read_fails_the_command() throws Exception {
    List<String> rows = new ArrayList<>(List.of("timestamp,v"));
    for (int i = 0; i < 3_000; i++) {
      rows.add(i < 1_000 ? "2026-03-01 %02d:%02d:00,1".formatted(i / 60, i % 60) : "soon,1");
    }

    Ran ran = score(write(rows));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("2,000 of 3,000 records could not be read", "column 'timestamp' holds 'soon'");
  }

  @Test
  void what_it_cannot_read_it_says_and_fails() throws Exception {
    Path file = write(List.of("nothing here", "is a number"));

    Ran ran = Ran.weir("infer", file);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("cannot read " + file);
  }

  private Path german() throws IOException {
    List<String> rows = new ArrayList<>(List.of("Datum;Uhrzeit;Druck [bar];Status"));
    for (int i = 0; i < 300; i++) {
      rows.add("01.03.2026;%02d:%02d;21,%d;ok".formatted(i / 60, i % 60, i * 7 % 12));
    }
    rows.set(300, "01.03.2026;04:59;21,9;ok");
    return write(rows);
  }

  private Path write(List<String> rows) throws IOException {
    return Files.write(directory.resolve("a.csv"), rows);
  }

  private Ran score(Path file, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("score", file, "--out", directory.resolve("out"), "--output", "json"));
    words.addAll(Arrays.asList(more));
    return Ran.weir(words.toArray());
  }
}
