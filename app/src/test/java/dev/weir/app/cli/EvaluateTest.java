package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code weir score} says of labelled files, and of why. */
class EvaluateTest {

  @TempDir Path directory;

  @Test
  void a_file_is_held_against_its_labels() throws Exception {
    write("in/a.csv", labelled("a"));

    JsonNode quality = score("--evaluate", "--output", "json").json().get("quality");

    JsonNode file = quality.at("/files/0");
    assertThat(file.get("file").asText()).isEqualTo("a.csv");
    assertThat(file.get("labelled_rows").asInt()).isEqualTo(600);
    assertThat(file.get("scored_rows").asInt()).isEqualTo(590);
    assertThat(file.get("events").asInt()).isEqualTo(2);
    assertThat(file.get("events_found").asInt()).isEqualTo(2);
    assertThat(file.get("median_delay_records").asDouble()).as("0 and 3").isEqualTo(1.5);
    assertThat(file.get("median_delay_seconds").asDouble()).isEqualTo(1.5);
    assertThat(file.get("false_alarms").asInt()).isEqualTo(1);
    assertThat(file.get("false_alarms_per_series_day").asDouble())
        .isCloseTo(86_400 / 589.0, within(1e-9));
    assertThat(file.at("/alerts/precision").asDouble()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(file.at("/alerts/recall").asDouble()).isEqualTo(1);
    assertThat(file.at("/rows/recall").asDouble()).as("2 of 6 rows").isEqualTo(1 / 3.0);
    assertThat(file.get("roc_auc").asDouble()).isBetween(0.3, 1.0);
    assertThat(file.get("average_precision").asDouble()).isBetween(0.2, 1.0);
    assertThat(file.get("vus_pr").asDouble()).isBetween(0.2, 1.0);
    JsonNode all = quality.get("all");
    file.properties().stream()
        .filter(field -> !field.getKey().equals("file"))
        .forEach(field -> assertThat(all.get(field.getKey())).isEqualTo(field.getValue()));
  }

  @Test
  void people_get_a_line_for_each_file_and_one_for_all() throws Exception {
    write("in/a.csv", labelled("a"));
    write("in/b.csv", labelled("b"));

    List<String> lines = score("--evaluate").out().lines().toList();

    assertThat(lines).anyMatch(line -> line.matches("a\\.csv +2 +2 +1\\.5 +1\\.5 s +1 +147/day.*"));
    assertThat(lines).anyMatch(line -> line.matches("all +4 +4 +1\\.5 +1\\.5 s +2 +147/day.*"));
    assertThat(lines).anyMatch(line -> line.startsWith("An event is a run of rows"));
  }

  @Test
  void without_labels_it_says_that_there_is_nothing_to_evaluate_by() throws Exception {
    write("in/a.csv", "timestamp,value\n2026-01-01,1\n");

    Ran ran = score("--evaluate");

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("a.csv: nothing to evaluate it by, no row has a label")
        .doesNotContain("ROC-AUC");
  }

  @Test
  void the_page_goes_to_the_results_or_where_it_is_wanted() throws Exception {
    write("in/a.csv", labelled("a"));

    score("--evaluate");
    assertThat(directory.resolve("out/report.html")).content().contains("<svg", "a.csv");

    score("--report", directory.resolve("deep/page.html"));
    assertThat(directory.resolve("deep/page.html"))
        .hasSameTextualContentAs(directory.resolve("out/report.html"));
  }

  @Test
  void without_being_asked_it_evaluates_nothing() throws Exception {
    write("in/a.csv", labelled("a"));

    assertThat(score("--output", "json").json().has("quality")).isFalse();
    assertThat(directory.resolve("out/report.html")).doesNotExist();
  }

  @Test
  void a_page_by_another_ending_is_refused_before_anything_is_written() throws Exception {
    write("in/a.csv", labelled("a"));

    Ran ran = score("--report", directory.resolve("in/a.csv"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("must end with .html");
    assertThat(directory.resolve("in/a.csv")).hasContent(labelled("a"));
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void a_series_named_like_a_script_is_harmless() throws Exception {
    write("in/a.csv", labelled("<script>alert(1)</script>"));

    score("--evaluate");

    assertThat(Files.readString(directory.resolve("out/report.html")))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContainIgnoringCase("<script");
  }

  @Test
  void anomalies_are_explained_in_a_sentence_if_wanted() throws Exception {
    write("in/a.csv", labelled("a"));

    score("--explain");

    List<String> lines = Files.readAllLines(directory.resolve("out/a.csv"));
    assertThat(lines.getFirst()).endsWith(",status,expected,low,high,why");
    assertThat(lines.get(1 + 300))
        .contains(",true,true,scored,")
        .containsPattern("\"value is 100, \\S+ above the -\\S+ to \\S+ that is usual here\"$");
    assertThat(lines.get(1 + 299)).endsWith(",false,false,scored,,,,");
  }

  /**
   * 600 rows, a second apart: found at once, a false alarm, and found at the fourth row of five.
   */
  private static String labelled(String series) {
    StringBuilder text = new StringBuilder("timestamp,series,value,label\n");
    for (int i = 0; i < 600; i++) {
      boolean odd = i == 300 || i == 400 || i == 503;
      boolean event = i == 300 || (i >= 500 && i < 505);
      text.append(
          "2026-01-01T00:%02d:%02dZ,%s,%d,%d\n"
              .formatted(i / 60, i % 60, series, odd ? 100 : i % 7, event ? 1 : 0));
    }
    return text.toString();
  }

  private Ran score(Object... more) {
    Stream<Object> words =
        Stream.of(
            "score",
            directory.resolve("in"),
            "--out",
            directory.resolve("out"),
            "--detector",
            "z-score");
    return Ran.weir(Stream.concat(words, Stream.of(more)).toArray());
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
