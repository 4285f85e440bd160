package dev.weir.app.cli;

import static dev.weir.app.cli.HostileText.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.logging.LogSetup;
import dev.weir.app.report.StatusJson;
import dev.weir.app.report.StatusTable;
import dev.weir.settings.WeirSettings.LogFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Hostile text in each place where foreign text comes in is in no output as it is. */
@Timeout(600)
class HostileTextTest {

  /** The longest name of a file has 255 bytes. */
  private static final String FILE_NAME = "a\u001b[31m\u0007\u007f\nFAKE\r\tb\u009b\u202e\u2066.";

  @TempDir Path directory;

  @Test
  void of_records_and_names_of_files() throws Exception {
    Path in = Files.createDirectory(directory.resolve("in"));
    Path records = Files.writeString(in.resolve(FILE_NAME + "jsonl"), objects());
    Files.write(in.resolve(FILE_NAME + "csv"), rows());
    Files.writeString(in.resolve(FILE_NAME + "2.csv"), "t,a\u202eb\n1,2\n");

    for (String format : List.of("table", "json")) {
      Path letters = directory.resolve(format + "-dead.jsonl");
      Path detections = directory.resolve(format + "-out.jsonl");
      Path config = config(format, in, letters, detections);
      assertClean(Ran.weir("check", config));
      Ran run = Ran.weir("run", "-c", config, "--until-idle", "10ms", "-o", format);
      assertClean(run);
      HostileText.assertNoneIn("dead letters", Files.readString(letters));
      HostileText.assertNoneIn("detections", Files.readString(detections));
      assertThat(Files.readAllLines(letters)).hasSizeGreaterThan(HostileText.all().size() * 4);
      assertThat(Files.readString(detections)).contains("\\\\u{1b}[31m");
      assertClean(Ran.weir("deadletter", "ls", letters, "-o", format));
      assertClean(Ran.weir("checkpoint", "ls", directory.resolve(format + "-ck"), "-o", format));
      assertClean(Ran.weir("config", "show", "-c", config, "-o", format));
    }
    JsonNode letters =
        Ran.weir("deadletter", "ls", directory.resolve("json-dead.jsonl"), "-o", "json").json();
    for (JsonNode letter : letters) {
      assertThat(letter.get("reason").asText()).isNotEmpty();
    }
    assertClean(Ran.weir("score", records, "--detector", "z-score", "--out", directory));
  }

  @Test
  void of_a_labelled_file_in_the_report_of_an_evaluation() throws Exception {
    StringBuilder text = new StringBuilder("timestamp,series,value,is_anomaly\n");
    for (int i = 0; i < 300; i++) {
      text.append("%d,s,%d,%d\n".formatted(i, i == 200 ? 999 : i % 7, i == 200 ? 1 : 0));
    }
    Path file = Files.writeString(directory.resolve(FILE_NAME + "csv"), text);

    for (String format : List.of("table", "json")) {
      Path out = directory.resolve(format);
      Object[] words = {
        "score", file, "--detector", "z-score", "--evaluate", "--out", out, "-o", format
      };
      Ran run = Ran.weir(words);
      assertClean(run);
      assertThat(run.code()).as(run.err()).isZero();
      HostileText.assertNoneIn("report.html", Files.readString(out.resolve("report.html")));
    }
  }

  @Test
  void of_a_line_of_the_log() {
    for (LogFormat format : List.of(LogFormat.HUMAN, LogFormat.JSON, LogFormat.LOGFMT)) {
      PrintStream err = System.err;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        LogSetup.start(format, false);
        for (String text : HostileText.all()) {
          LoggerFactory.getLogger("weir.test").warn("{}", text, new IOException(text));
        }
        LogSetup.stop();
      } finally {
        System.setErr(err);
      }
      String log = bytes.toString(StandardCharsets.UTF_8);
      HostileText.assertNoneIn("log, " + format, log);
      assertThat(log.lines()).hasSameSizeAs(HostileText.all());
    }
  }

  @Test
  void of_a_status() {
    for (String text : HostileText.all()) {
      ObjectNode status = JsonNodeFactory.instance.objectNode();
      ObjectNode health = status.putObject("health").put("state", text);
      health.putObject("components").putObject("file " + text).put("reason", text);
      HostileText.assertNoneIn("status as JSON", StatusJson.text(status));
      HostileText.assertNoneIn("status as a table", StatusTable.of(status));
    }
  }

  @Test
  void of_words_of_a_command_line_and_of_a_configuration() throws Exception {
    for (String text : List.of("\u001b[2J", "\u009b31m", "a\nFAKE", "\u202e", "a\u2028FAKE")) {
      assertClean(Ran.weir(text));
      assertClean(Ran.weir("run", "--" + text));
      assertClean(Ran.weir("run", "-c", text));
      assertClean(Ran.weir("status", "--url", text));
      assertClean(Ran.weir("score", text, "--detector", text));
      String value = quoted(text);
      for (String config :
          List.of(
              "weir.sources = [{ type = file, name = " + value + ", path = " + value + " }]",
              "weir.sources = [{ type = " + value + " }]",
              "weir { " + value + " = 1 }",
              "weir.log.format = " + value,
              "weir.log.format = " + text,
              "weir.engine.batch-size = " + value,
              "weir.detectors = [{ match = " + value + ", type = " + value + " }]")) {
        Path file = Files.writeString(directory.resolve("x.conf"), config);
        assertClean(Ran.weir("check", file));
        assertClean(Ran.weir("check", file, "-o", "json"));
        assertClean(Ran.weir("config", "show", "-c", file));
      }
    }
  }

  private static void assertClean(Ran run) {
    HostileText.assertNoneIn("standard output", run.out());
    HostileText.assertNoneIn("standard error", run.err());
    assertThat(run.code()).as(run.err()).isNotIn(3, 70);
  }

  private static String objects() {
    StringBuilder text = new StringBuilder("{\"t\":0,\"series\":\"good\",\"v\":1}\n");
    int i = 0;
    for (String hostile : HostileText.all()) {
      i++;
      String word = quoted(hostile);
      text.append("{\"t\":%d,\"series\":%s,\"v\":1}%n".formatted(i, word));
      text.append("{\"t\":%d,\"series\":\"n\",%s:1}%n".formatted(i, word));
      text.append("{\"t\":%d,\"series\":\"n\",\"v\":%s}%n".formatted(i, word));
      text.append("{\"t\":%s,\"series\":\"n\",\"v\":1}%n".formatted(word));
      text.append("{\"t\":%d,\"series\":\"%s\",\"v\":1}%n".formatted(i, hostile));
    }
    return text.append("{\"t\":%d,\"series\":\"good\",\"v\":1}%n".formatted(i + 1))
        .toString()
        .replaceAll("[\ud800-\udfff]", "?");
  }

  private static byte[] rows() {
    List<String> lines = new ArrayList<>(List.of("t,series,v", "0,good,1"));
    for (String hostile : HostileText.all()) {
      lines.add("1," + hostile + ",1");
      lines.add("1,good," + hostile);
    }
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private Path config(String format, Path in, Path letters, Path detections) throws IOException {
    String text =
        """
        weir {
          sources = [
            { type = file, name = objects, path = "IN/*.jsonl" }
            { type = file, name = rows, path = "IN/*.csv" }
          ]
          detectors = [{ match = "*", type = z-score }]
          sinks = [{ type = file, path = "OUT" }]
          dead-letters.path = "LETTERS"
          checkpointing.directory = "CK"
          log.format = FORMAT
          http.enabled = false
        }
        """
            .replace("IN", in.toString())
            .replace("OUT", detections.toString())
            .replace("LETTERS", letters.toString())
            .replace("CK", directory.resolve(format + "-ck").toString())
            .replace("FORMAT", format.equals("json") ? "json" : "human");
    return Files.writeString(directory.resolve(format + ".conf"), text);
  }
}
