package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {

  @TempDir Path directory;

  @Test
  void as_many_records_as_asked_for_go_to_a_file_each_with_a_label() throws Exception {
    Path file = directory.resolve("deep/er/in.csv");

    Ran ran = generate("file:" + file, "--count", "1234", "--features", "2");

    List<String> lines = Files.readAllLines(file);
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("1,234 records are in %s\n".formatted(file));
    assertThat(lines).hasSize(1235);
    assertThat(lines.getFirst()).matches("timestamp,\\w+,\\w+,label");
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.matches("2026-01-01T[0-9:]+Z,-?[0-9.E-]+,-?[0-9.E-]+,[01]"))
        .anyMatch(line -> line.endsWith(",1"))
        .anyMatch(line -> line.endsWith(",0"));
  }

  @Test
  void the_result_can_be_had_as_json() throws Exception {
    Path file = directory.resolve("in.csv");

    JsonNode json = generate("file:" + file, "--count", "10", "--output", "json").json();

    assertThat(json.get("records").asLong()).isEqualTo(10);
    assertThat(json.get("path").asText()).isEqualTo(file.toString());
  }

  @Test
  void standard_output_has_records_and_nothing_else() throws Exception {
    Ran ran = generate("-", "--count", "500");

    List<String> lines = ran.data().lines().toList();
    assertThat(ran).extracting(Ran::code, Ran::out, Ran::err).containsExactly(0, "", "");
    assertThat(lines).hasSize(500);
    for (String line : lines) {
      JsonNode record = JsonMapper.builder().build().readTree(line);
      assertThat(record.get("label").isInt()).isTrue();
      assertThat(record.get("timestamp").isTextual()).isTrue();
      assertThat(record.size()).as("five values, a time and a label").isEqualTo(7);
    }
  }

  @Test
  void equal_seeds_make_equal_records_and_others_others() {
    String records = generate("-", "--seed", "7", "--count", "300").data();

    assertThat(generate("-", "--seed", "7", "--count", "300").data()).isEqualTo(records);
    assertThat(generate("-", "--seed", "8", "--count", "300").data()).isNotEqualTo(records);
  }

  @Test
  void each_record_names_its_series_if_there_are_several() {
    List<String> lines =
        generate("-", "--series", "3", "--count", "6", "--format", "csv").data().lines().toList();

    assertThat(lines.getFirst()).startsWith("timestamp,series,");
    assertThat(lines.subList(1, 7)).allMatch(line -> line.matches("[^,]+,sim-[012],.*"));
  }

  @Test
  void ranges_are_what_they_say() {
    List<String> lines =
        generate("-", "--pattern", "ranges", "--count", "2000", "--format", "csv")
            .data()
            .lines()
            .skip(1)
            .toList();

    assertThat(lines).hasSize(2000);
    for (String line : lines) {
      String[] cells = line.split(",");
      double value = Double.parseDouble(cells[1]);
      boolean anomalous = cells[2].equals("1");
      boolean normal = value >= 90 && value <= 110;
      boolean odd = (value >= 40 && value <= 60) || (value >= 140 && value <= 180);
      assertThat(anomalous ? odd : normal).as(line).isTrue();
    }
  }

  @Test
  void a_name_that_says_so_is_compressed() throws Exception {
    Path file = directory.resolve("in.csv.gz");

    generate("file:" + file, "--count", "10");

    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()).hasSize(11);
    }
  }

  @Test
  void a_place_that_cannot_be_written_is_a_failure_in_a_sentence() {
    Ran ran = generate("file:" + directory);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "weir: %s is a folder, and a file is wanted; name a file in it\n".formatted(directory));
  }

  @Test
  void a_reader_that_has_had_enough_ends_it_quietly() {
    Ran ran = Ran.writingTo(new Ending("Broken pipe"), "generate", "--to", "-");

    assertThat(ran).isEqualTo(new Ran(141, "", "", ""));
  }

  @Test
  void any_other_failure_of_standard_output_is_told() {
    Ran ran = Ran.writingTo(new Ending("No space left on device"), "generate", "--to", "-");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("the disk is full").doesNotContain("Exception");
  }

  /** A stream that takes nothing. */
  static final class Ending extends OutputStream {

    private final String reason;

    Ending(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(reason);
    }
  }

  private static Ran generate(String to, Object... more) {
    Object[] words = new Object[more.length + 3];
    words[0] = "generate";
    words[1] = "--to";
    words[2] = to;
    System.arraycopy(more, 0, words, 3, more.length);
    return Ran.weir(words);
  }
}
