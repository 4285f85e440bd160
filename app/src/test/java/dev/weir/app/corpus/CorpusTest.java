package dev.weir.app.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.cli.Commands;
import dev.weir.app.corpus.BadRecords.Bad;
import dev.weir.series.DeadLetter.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The corpus, end to end: a good record behind every bad one. Each bad record is one dead letter of
 * the reason that is expected, and what is said of the good ones is what is said of them without
 * the bad ones, to the last digit.
 */
class CorpusTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path directory;

  @Test
  void the_corpus_is_large() {
    int count = BadRecords.json().size() + BadRecords.csv().size() + BadRecords.fields().size();
    System.out.printf("corpus: %d malformed records%n", count);
    assertThat(count).isGreaterThanOrEqualTo(3_000);
  }

  @Test
  void every_bad_object_is_one_dead_letter_and_the_next_record_is_scored_as_ever()
      throws IOException {
    List<Bad> bad = BadRecords.json();
    ByteArrayOutputStream good = new ByteArrayOutputStream();
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    for (int i = 0; i < bad.size(); i++) {
      byte[] next = utf8(object(i) + "\n");
      if (i == 0) {
        // The first record tells that records have a time.
        byte[] first = utf8(object(-1) + "\n");
        good.writeBytes(first);
        mixed.writeBytes(first);
      }
      mixed.writeBytes(bad.get(i).bytes());
      mixed.write('\n');
      mixed.writeBytes(next);
      good.writeBytes(next);
    }

    compare("jsonl", bad, good.toByteArray(), mixed.toByteArray());
  }

  @Test
  void every_bad_line_is_one_dead_letter_and_the_next_record_is_scored_as_ever()
      throws IOException {
    List<Bad> bad = BadRecords.csv();
    ByteArrayOutputStream good = new ByteArrayOutputStream();
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    byte[] header = utf8("timestamp,series,v,w,label\n");
    good.writeBytes(header);
    mixed.writeBytes(header);
    for (int i = 0; i < bad.size(); i++) {
      byte[] next = utf8(line(i) + "\n");
      mixed.writeBytes(bad.get(i).bytes());
      mixed.write('\n');
      mixed.writeBytes(next);
      good.writeBytes(next);
    }

    compare("csv", bad, good.toByteArray(), mixed.toByteArray());
  }

  private void compare(String format, List<Bad> bad, byte[] good, byte[] mixed) throws IOException {
    List<String> expected = score("good", format, good);
    List<String> actual = score("mixed", format, mixed);

    List<String> letters = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String detection : actual) {
      JsonNode json = JSON.readTree(detection);
      if (json.get("status").asText().equals("dead_lettered")) {
        letters.add(json.toString());
      } else {
        rest.add(withoutPlace(detection));
      }
    }
    List<JsonNode> kept = letters(letters("mixed"));
    List<String> places = kept.stream().map(letter -> letter.get("position").asText()).toList();
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < bad.size(); i++) {
      if (!places.contains("mixed.%s:%d".formatted(format, 2 + 2 * i))) {
        taken.add("number %d: %s".formatted(i, head(bad.get(i))));
      }
    }
    assertThat(taken).as("taken for records").isEmpty();
    for (int i = 0; i < bad.size(); i++) {
      String reason = kept.get(i).get("reason").asText().toUpperCase(Locale.ROOT);
      assertThat(Reason.valueOf(reason))
          .as("number %d: %s%nletter: %s", i, head(bad.get(i)), kept.get(i))
          .isEqualTo(bad.get(i).reason());
    }
    assertThat(letters).hasSameSizeAs(bad);
    assertThat(rest).isEqualTo(expected.stream().map(CorpusTest::withoutPlace).toList());
  }

  /** Scores a file and gives the detections; fails if not every record is accounted for. */
  private List<String> score(String name, String format, byte[] text) throws IOException {
    Path input = directory.resolve(name + "." + format);
    try (OutputStream out = Files.newOutputStream(input)) {
      out.write(text);
    }
    Path config =
        Files.writeString(
            directory.resolve(name + ".conf"),
            """
            weir.sources = [{ type = file, name = corpus, path = "%s", longest-line = 4 MiB
                              charset = UTF-8 }]
            weir.detectors = [{ type = z-score }]
            weir.sinks = [{ type = file, path = "%s" }]
            weir.dead-letters { path = "%s", max-size = 512 MiB }
            weir.engine.model-checkpointing = false
            weir.http.enabled = false
            """
                .formatted(input, out(name), letters(name)));
    JsonNode status = JSON.readTree(Commands.run(config));
    JsonNode records = status.get("records");
    long settled = 0;
    for (JsonNode count : records) {
      settled += count.asLong();
    }
    assertThat(settled - records.get("read").asLong()).isEqualTo(records.get("read").asLong());
    return Files.readAllLines(out(name));
  }

  private static List<JsonNode> letters(Path file) throws IOException {
    List<JsonNode> letters = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode letter = JSON.readTree(line);
      if (letter.has("reason")) {
        letters.add(letter);
      }
    }
    return letters;
  }

  private Path out(String name) {
    return directory.resolve(name + "-detections.jsonl");
  }

  private Path letters(String name) {
    return directory.resolve(name + "-letters.jsonl");
  }

  private static String withoutPlace(String detection) {
    return detection
        .replaceFirst("\"id\":\"[^\"]*\"", "")
        .replaceFirst("\"position\":\"[^\"]*\"", "");
  }

  private static String head(Bad bad) {
    String text = new String(bad.bytes(), StandardCharsets.UTF_8);
    return text.substring(0, Math.min(120, text.length()));
  }

  /** Good records; every 50th is far off, so that there is something to find. */
  private static String object(int i) {
    return "{\"timestamp\":\"2026-01-02T00:%02d:%02dZ\",\"series\":\"s\",\"v\":%s,\"label\":0}"
        .formatted((i + 1) / 60 % 60, (i + 1) % 60, value(i));
  }

  private static String line(int i) {
    return "2026-01-02T00:%02d:%02dZ,s,%s,%s,0"
        .formatted((i + 1) / 60 % 60, (i + 1) % 60, value(i), value(i + 7));
  }

  private static double value(int i) {
    return i % 50 == 49 ? 1_000 : Math.floorMod(31L * i, 17) / 8.0;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
