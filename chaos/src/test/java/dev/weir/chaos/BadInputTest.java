package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ProcessOutcome;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files as they come. What cannot be read is a dead letter that names its place and a remedy; the
 * rest is read, and every line is accounted for.
 */
class BadInputTest {

  @TempDir Path directory;

  @Test
  void an_empty_file_is_named_and_nothing_is_read() throws Exception {
    read("empty.csv", "").saying("empty.csv is empty").hasRead(0).hasDeadLetters(0);
  }

  @Test
  void a_header_without_a_value_column_is_a_dead_letter() throws Exception {
    readNothing("none.csv", "timestamp,series,label\n1,a,0\n2,a,1\n")
        .hasRead(1)
        .hasDeadLetters(1)
        .deadLetterSays(0, "none.csv:1", "no value column", "at least one column of numbers")
        .saying("none.csv:1");
  }

  @Test
  void ragged_rows_are_dead_letters() throws Exception {
    read("ragged.csv", "t,value\n1,1\n2,2,3\n3\n4,4\n")
        .hasRead(4)
        .hasDeadLetters(2)
        .deadLetterSays(0, "ragged.csv:3", "3 cells", "header 2", "quotes", "empty")
        .deadLetterSays(1, "ragged.csv:4", "1 cell,", "header 2")
        .saying("ragged.csv:3", "ragged.csv:4");
  }

  @Test
  void text_in_a_number_is_a_dead_letter() throws Exception {
    read("text.csv", "t,value\n1,1\n2,abc\n3,3\n")
        .hasRead(3)
        .hasDeadLetters(1)
        .deadLetterSays(0, "text.csv:3", "column 'value'", "'abc'", "leave the cell empty")
        .saying("text.csv:3");
  }

  @Test
  void a_number_that_is_too_large_is_a_dead_letter_and_a_missing_word_costs_only_its_value()
      throws Exception {
    read("nan.csv", "t,value\n1,NaN\n2,1e400\n3,-Infinity\n4,4\n")
        .hasRead(4)
        .hasUnscorable(2)
        .hasDeadLetters(1)
        .deadLetterSays(0, "nan.csv:3", "'1e400'", "leave the cell empty");
  }

  @Test
  void in_JSON_NaN_is_missing_and_a_number_that_is_too_large_is_a_dead_letter() throws Exception {
    read("nan.jsonl", "{\"v\":1}\n{\"v\":NaN}\n{\"v\":1e400}\n{\"v\":\n{\"v\":5}\n")
        .hasRead(5)
        .hasUnscorable(1)
        .hasDeadLetters(2)
        .deadLetterSays(0, "nan.jsonl:3")
        .deadLetterSays(1, "nan.jsonl:4");
  }

  @Test
  void deep_JSON_is_a_dead_letter() throws Exception {
    read("deep.jsonl", "{\"v\":1}\n{\"v\":" + "[".repeat(100_000) + "\n{\"v\":3}\n")
        .hasRead(3)
        .hasDeadLetters(1)
        .deadLetterSays(0, "deep.jsonl:2");
  }

  @Test
  void line_ends_may_be_mixed() throws Exception {
    read("ends.csv", "t,value\r\n1,1\n2,2\r\n3,3\r4,4\r\n").hasRead(4).hasDeadLetters(0);
  }

  @Test
  void a_line_of_10_MB_is_a_dead_letter_of_which_the_beginning_is_kept() throws Exception {
    read("long.csv", "t,value\n1,1\n2," + "9".repeat(10_000_000) + "\n3,3\n")
        .hasRead(3)
        .hasDeadLetters(1)
        .deadLetterSays(0, "long.csv:3", "longer than 1048576 bytes", "longest-line")
        .deadLettersAreShorterThan(2_000);
  }

  @Test
  void a_truncated_gzip_is_read_up_to_where_it_breaks_off() throws Exception {
    byte[] whole = gzip("t,value\n" + "1,1\n".repeat(5_000));
    Read read = read("cut.csv.gz", Arrays.copyOf(whole, whole.length - 12));
    read.hasDeadLetters(1)
        .deadLetterSays(0, "cut.csv.gz:", "damaged or cut short", "fetch it again")
        .saying("cut.csv.gz:");
    assertThat(read.report().records("read")).isGreaterThan(1);
  }

  @Test
  void what_only_calls_itself_gzip_is_a_dead_letter() throws Exception {
    readNothing("none.csv.gz", "t,value\n1,1\n")
        .hasRead(1)
        .hasDeadLetters(1)
        .saying("none.csv.gz:1");
  }

  @Test
  void an_empty_folder_in_place_of_a_file_is_named() throws Exception {
    new Workspace(directory).inside("folder.csv");
    read("folder.csv").hasRead(0).saying("no file to read", "'folder.csv'");
  }

  /** Of which no record can be read: the run ends with 1. */
  private Read readNothing(String name, String content) throws Exception {
    new Workspace(directory).file(name, content.getBytes(StandardCharsets.UTF_8));
    return read(name, 1);
  }

  private Read read(String name, String content) throws Exception {
    return read(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private Read read(String name, byte[] content) throws Exception {
    new Workspace(directory).file(name, content);
    return read(name);
  }

  private Read read(String name) throws Exception {
    return read(name, 0);
  }

  private Read read(String name, int exitCode) throws Exception {
    Workspace workspace = new Workspace(directory);
    workspace.file(
        "weir.conf",
        Configuration.readingFile(name)
            .writingAllTo("detections.jsonl")
            .with("http.enabled = false"));
    ProcessOutcome outcome =
        WeirProcess.Start.in(workspace)
            .run("run", "-c", "weir.conf", "--until-idle", "100ms", "--output", "json")
            .endedWith(exitCode);
    return new Read(workspace, outcome, outcome.report());
  }

  /** What became of a file. */
  private record Read(Workspace workspace, ProcessOutcome outcome, ServiceReport report) {

    Read saying(String... texts) {
      outcome.saying(texts);
      return this;
    }

    Read hasRead(int records) throws IOException {
      assertThat(report.records("read")).isEqualTo(records);
      assertThat(workspace.lines("detections.jsonl")).hasSize(records);
      return this;
    }

    Read hasUnscorable(int count) throws IOException {
      assertThat(report.records("unscorable")).isEqualTo(count);
      return this;
    }

    Read hasDeadLetters(int count) throws IOException {
      assertThat(report.records("dead_lettered")).isEqualTo(count);
      assertThat(workspace.lines("dead-letters.jsonl")).hasSize(count);
      return this;
    }

    Read deadLetterSays(int number, String... texts) throws IOException {
      assertThat(workspace.lines("dead-letters.jsonl").get(number)).contains(texts);
      return this;
    }

    Read deadLettersAreShorterThan(int length) throws IOException {
      assertThat(workspace.lines("dead-letters.jsonl")).allMatch(line -> line.length() < length);
      return this;
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
