package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code weir score} writes. */
class ScoreTest {

  private static final int ROWS = 600;

  @TempDir Path directory;

  @Test
  void the_tree_is_mirrored_and_what_is_compressed_becomes_plain() throws Exception {
    write("in/a.csv", rows());
    write("in/deep/er/b.csv.gz", rows());
    write("in/deep/c.jsonl", "{\"t\":1,\"v\":2.50}\n");
    write("in/README.md", "#");

    Ran ran = score("in");

    assertThat(ran.code()).isZero();
    assertThat(results()).containsOnlyKeys("a.csv", "deep/c.csv", "deep/er/b.csv");
    assertThat(ran.err()).contains("weir: skipping").contains("README.md");
    assertThat(results().get("deep/er/b.csv")).isEqualTo(results().get("a.csv"));
    assertThat(Files.list(directory)).as("nothing is kept").hasSize(2);
  }

  @Test
  void series_that_fall_silent_are_told_of_beside_the_columns() throws Exception {
    StringBuilder rows = new StringBuilder("timestamp,series,value\n");
    for (int i = 0; i < 100; i++) {
      for (String series : i < 50 ? List.of("a", "b", "c") : List.of("a", "b")) {
        rows.append("2026-01-01 %02d:%02d:00,%s,1%n".formatted(i / 60, i % 60, series));
      }
    }
    write("in/a.csv", rows.toString());
    write("weir.conf", "weir.defaults.tuning.silence = auto");

    Ran ran = score("in", "-c", directory.resolve("weir.conf").toString(), "--output", "json");

    assertThat(ran.err())
        .contains("a.csv: series=c no record since 2026-01-01T00:49:00Z: usually one every 60 s")
        .contains("a.csv: 1 series fell silent, and 1 still are: c");
    assertThat(ran.json().at("/models/silent").asInt()).isEqualTo(1);
    assertThat(ran.json().at("/alerts/opened").asInt()).isEqualTo(1);
    assertThat(results().get("a.csv").lines()).hasSize(251).noneMatch(l -> l.contains("true"));
  }

  @Test
  void a_single_file_stands_in_the_root() throws Exception {
    write("in/deep/a.csv", rows());

    assertThat(score("in/deep/a.csv").code()).isZero();
    assertThat(results()).containsOnlyKeys("a.csv");
  }

  @Test
  void every_row_comes_back_in_order_with_its_own_columns_before_the_four() throws Exception {
    String text = rows();
    write("in/a.csv", text);

    score("in");

    List<String> in = text.lines().toList();
    List<String> out = results().get("a.csv").lines().toList();
    assertThat(out).hasSameSizeAs(in);
    assertThat(out.getFirst())
        .isEqualTo("timestamp,value,label,note,anomaly_score,anomaly,alert,status");
    IntStream.range(0, in.size()).forEach(i -> assertThat(out.get(i)).startsWith(in.get(i) + ","));
  }

  @Test
  void the_four_columns_agree_with_each_other() throws Exception {
    write("in/a.csv", rows());

    Ran ran = score("in", "--output", "json");

    int anomalies = 0;
    int alerts = 0;
    for (String line : results().get("a.csv").lines().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      String score = cells[4];
      if (cells[7].equals("scored")) {
        assertThat(Double.toString(Double.parseDouble(score))).as("reads back").isEqualTo(score);
        assertThat(Double.parseDouble(score)).isBetween(0.0, 1.0);
        assertThat(cells[5]).isEqualTo(Boolean.toString(Double.parseDouble(score) >= 0.5));
      } else {
        assertThat(cells[7]).isEqualTo("warming");
        assertThat(score).isEmpty();
        assertThat(cells[5]).isEqualTo("false");
      }
      assertThat(cells[6]).matches(cells[5].equals("true") ? "true|false" : "false");
      anomalies += cells[5].equals("true") ? 1 : 0;
      alerts += cells[6].equals("true") ? 1 : 0;
    }
    assertThat(anomalies).as("a burst of three, and one").isEqualTo(4);
    assertThat(alerts).as("one per incident").isEqualTo(2);
    assertThat(ran.json().get("anomalies").asInt()).isEqualTo(anomalies);
    assertThat(ran.json().at("/alerts/opened").asInt()).isEqualTo(alerts);
  }

  @Test
  void a_budget_in_words_is_told_with_what_was_opened() throws Exception {
    write("in/a.csv", rows());

    Ran ran = score("in", "--alert-budget", "0.1%", "--output", "json");
    Ran wrong = score("in", "--alert-budget", "now and then");

    double scored = ran.json().at("/records/scored").asDouble();
    assertThat(ran.json().at("/alerts/budget/allowed").asDouble())
        .isCloseTo(scored / 1000, within(1e-9));
    assertThat(ran.json().at("/alerts/budget/opened").asInt()).isEqualTo(2);
    assertThat(wrong.code()).isEqualTo(78);
    assertThat(wrong.err()).contains("'now and then' is not a budget");
  }

  @Test
  void a_row_that_cannot_be_read_is_still_a_row() throws Exception {
    write(
        "in/a.csv",
        """
        timestamp,value,label
        2026-01-01 00:00:00,1,0
        2026-01-01 00:00:01,text,0
        2026-01-01 00:00:02,1,2,3,4
        2026-01-01 00:00:03,,0
        yesterday,1,0
        2026-01-01 00:00:05,1e400,0
        2026-01-01 00:00:06,1,0
        """);

    Ran ran = score("in", "--output", "json");

    assertThat(results().get("a.csv").lines().skip(1))
        .containsExactly(
            "2026-01-01 00:00:00,1,0,,false,false,warming",
            "2026-01-01 00:00:01,text,0,,false,false,rejected",
            "2026-01-01 00:00:02,1,2,,false,false,rejected",
            "2026-01-01 00:00:03,,0,,false,false,unscorable",
            "yesterday,1,0,,false,false,rejected",
            "2026-01-01 00:00:05,1e400,0,,false,false,rejected",
            "2026-01-01 00:00:06,1,0,,false,false,warming");
    JsonNode records = ran.json().get("records");
    assertThat(records.get("read").asInt()).isEqualTo(7);
    assertThat(records.get("dead_lettered").asInt()).isEqualTo(4);
  }

  @Test
  void how_many_files_are_scored_at_once_makes_no_difference() throws Exception {
    for (int i = 0; i < 6; i++) {
      write("in/%d.csv".formatted(i), rows());
    }
    write("one.conf", "weir.engine { processing-workers = 1, batch-size = 7 }");

    score("in", "--detector", "isolation-forest");
    Map<String, String> several = results();
    score("in", "--detector", "isolation-forest", "-c", directory.resolve("one.conf"));

    assertThat(results()).isEqualTo(several).hasSize(6);
    assertThat(several.get("0.csv")).contains(",scored");
  }

  @Test
  void the_status_report_is_one_object_and_balances() throws Exception {
    write("in/a.csv", rows());

    JsonNode status = score("in", "--output", "json").json();

    assertThat(status.get("running").asBoolean()).isFalse();
    assertThat(status.at("/records/read").asInt()).isEqualTo(ROWS);
    assertThat(Balance.of(status)).isEqualTo(ROWS);
    assertThat(status.at("/evaluation/recall").asDouble()).isEqualTo(1);
  }

  @Test
  void files_that_cannot_be_scored_fail_it_and_the_others_are() throws Exception {
    write("in/a.csv", rows());
    write("in/none.csv", "timestamp,label\n2026-01-01,0\n");

    Ran ran = score("in");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("weir: cannot score").contains("none.csv");
    assertThat(results()).containsOnlyKeys("a.csv");
  }

  @Test
  void two_files_that_would_be_written_to_one_are_refused_before_anything_is_written()
      throws Exception {
    write("in/a.csv", rows());
    write("in/a.csv.gz", rows());

    Ran ran = score("in");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("would both be written to");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void a_folder_where_the_page_would_go_is_refused_before_anything_is_written() throws Exception {
    write("a.csv", rows());
    Files.createDirectories(directory.resolve("out/report.html"));

    Ran ran = score("a.csv", "--evaluate");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("report.html, and that is a folder; name a file by --report");
    assertThat(results()).isEmpty();
  }

  @Test
  void an_input_is_never_written_over() throws Exception {
    write("in/a.csv", rows());

    Ran ran = Ran.weir("score", directory.resolve("in"), "--out", directory.resolve("in"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(directory.resolve("in/a.csv")).hasContent(rows());
  }

  private Ran score(String path, Object... more) {
    Stream<Object> words =
        Stream.of("score", directory.resolve(path), "--out", directory.resolve("out"));
    Stream<Object> detector = Stream.of("--detector", "z-score");
    boolean named = List.of(more).contains("--detector");
    return Ran.weir(
        Stream.concat(Stream.concat(words, named ? Stream.empty() : detector), Stream.of(more))
            .toArray());
  }

  /** What was written, by relative path. */
  private Map<String, String> results() throws IOException {
    Path out = directory.resolve("out");
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        results.put(out.relativize(file).toString(), Files.readString(file));
      }
    }
    return results;
  }

  /** A wave with a burst of three and, long after, one outlier; a column carried along. */
  private static String rows() {
    StringBuilder text = new StringBuilder("timestamp,value,label,note\n");
    for (int i = 0; i < ROWS; i++) {
      boolean odd = (i >= 300 && i < 303) || i == 500;
      double value = odd ? 100 * (i % 2 == 0 ? 1 : -1) * (i - 290) : i % 7;
      text.append(
          "2026-01-01T00:%02d:%02dZ,%s,%d,n%d\n".formatted(i / 60, i % 60, value, odd ? 1 : 0, i));
    }
    return text.toString();
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    if (!name.endsWith(".gz")) {
      Files.writeString(file, text);
      return;
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
