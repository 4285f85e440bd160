package dev.weir.connectors.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.SinkContract;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Sink;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest extends SinkContract {

  @TempDir Path directory;

  @Override
  protected Sink sink() {
    return new FileSink("file", file(), Only.ALL, DetectionJson.Fields.VERDICT);
  }

  @Override
  protected List<String> written() throws IOException {
    return Files.readAllLines(file());
  }

  @Override
  protected boolean speaksOf(String line, String position) {
    return line.contains("\"position\":\"" + position + "\"");
  }

  @Override
  protected List<String> expected() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      all.add("" + i);
    }
    return all;
  }

  @Test
  void a_torn_last_line_is_cut_away() throws Exception {
    write();
    List<String> whole = written();
    Files.writeString(file(), "{\"id\":\"torn", StandardOpenOption.APPEND);

    write();

    assertThat(written()).hasSize(2 * whole.size()).noneMatch(line -> line.contains("torn"));
  }

  @Test
  void a_file_that_is_one_torn_line_is_emptied() throws Exception {
    Files.createDirectories(file().resolveSibling("."));
    Files.writeString(file(), "x".repeat(200_000));
    write();

    assertThat(written()).hasSize(RECORDS);
  }

  @Test
  void checking_it_changes_nothing() throws Exception {
    sink().check();
    assertThat(directory).isEmptyDirectory();

    Files.createDirectory(file().getParent());
    Files.writeString(file(), "{}\n{\"id\":\"torn");
    sink().check();
    assertThat(file()).hasContent("{}\n{\"id\":\"torn");
  }

  @Test
  void checking_it_tells_what_opening_it_would() throws Exception {
    Files.createDirectories(file());
    assertThatThrownBy(() -> sink().check()).hasMessageContaining("Is a directory");

    Path taken = Files.createFile(directory.resolve("taken"));
    assertThatThrownBy(() ->
            new FileSink("f", taken.resolve("a/b"), Only.ALL, DetectionJson.Fields.VERDICT).check())
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void each_line_has_what_the_record_is_and_what_is_said_of_it() throws Exception {
    write();

    assertThat(written())
        .allMatch(line ->
            line.matches(
                "\\{\"id\":\"[0-9a-f]{32}\",\"series\":\"sim-[012]\","
                    + "\"time\":\"2026-01-01T[^\"]*Z\",\"position\":\"\\d+\","
                    + "\"values\":\\{\"feature_0\":[^}]*},"
                    + "\"status\":\"(scored|warming|unscorable)\",\"anomaly_score\":[^,]*,"
                    + ".*\"anomaly\":(true|false),\"label\":(true|false).*}"));
    assertThat(written())
        .filteredOn(line -> line.contains("\"anomaly\":true"))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"expected\":{") && line.contains("\"attribution\":{"));
    assertThat(written())
        .filteredOn(line -> line.contains("unscorable"))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"values\":{\"feature_0\":null,\"feature_1\":null}"));
  }

  @Test
  void only_anomalies_are_written_where_only_they_are_wanted() throws Exception {
    try (Sink.Writer writer =
        new FileSink("file", file(), Only.ANOMALIES, DetectionJson.Fields.VERDICT).open("test")) {
      forEachBatch(100, writer::write);
    }

    assertThat(written()).isNotEmpty().allMatch(line -> line.contains("\"anomaly\":true"));
  }

  @Test
  void two_pipelines_share_a_file_line_by_line() throws Exception {
    Sink sink = sink();
    try (Sink.Writer one = sink.open("one");
        Sink.Writer two = sink.open("two")) {
      forEachBatch(
          50,
          batch -> {
            one.write(batch);
            two.write(batch);
          });
    }

    assertThat(written()).hasSize(2 * RECORDS).allMatch(line -> line.endsWith("}"));
  }

  @Test
  void an_interrupted_pipeline_does_not_close_the_file_for_another() throws Exception {
    Sink sink = sink();
    Sink.Writer failing = sink.open("failing");
    try (Sink.Writer neighbour = sink.open("neighbour")) {
      forEachBatch(
          100,
          batch -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> failing.write(batch)).isInstanceOf(InterruptedException.class);
            neighbour.write(batch);
          });
      neighbour.flush();
      Thread.currentThread().interrupt();
      failing.close();
      assertThat(Thread.interrupted()).isTrue();
    }
    try (Sink.Writer again = sink.open("failing")) {
      forEachBatch(100, again::write);
    }

    assertThat(written()).allMatch(line -> line.endsWith("}"));
    assertThat(new HashSet<>(written())).hasSize(RECORDS);
  }

  @Test
  void of_twenty_pipelines_one_may_fail_again_and_again() throws Exception {
    Sink sink = sink();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> neighbours = new ArrayList<>();
    for (int i = 0; i < 19; i++) {
      neighbours.add(
          Thread.ofVirtual()
              .start(() -> {
                try (Sink.Writer writer = sink.open("neighbour")) {
                  forEachBatch(50, writer::write);
                  writer.flush();
                } catch (Exception e) {
                  failures.add(e);
                }
              }));
    }
    while (neighbours.stream().anyMatch(Thread::isAlive)) {
      Thread failing =
          Thread.ofVirtual()
              .start(() -> {
                try (Sink.Writer writer = sink.open("failing")) {
                  forEachBatch(50, writer::write);
                } catch (Exception e) {
                  // It is interrupted wherever it is.
                  assertThat(e).isInstanceOf(InterruptedException.class);
                }
              });
      failing.interrupt();
      failing.join();
    }

    assertThat(failures).isEmpty();
    assertThat(written())
        .hasSizeGreaterThanOrEqualTo(19 * RECORDS)
        .allMatch(line -> line.startsWith("{\"id\"") && line.endsWith("}"));
  }

  @Test
  void after_a_rename_the_next_lines_begin_a_new_file() throws Exception {
    Path renamed = file().resolveSibling("detections.jsonl.1");
    writeAnd(() -> Files.move(file(), renamed));

    assertThat(Files.readAllLines(renamed)).hasSize(300);
    assertThat(written()).hasSize(300);
  }

  @Test
  void after_a_rename_to_a_new_file_that_is_there_the_next_lines_are_in_it() throws Exception {
    Path renamed = file().resolveSibling("detections.jsonl.1");
    writeAnd(() -> {
      Files.move(file(), renamed);
      Files.createFile(file());
    });

    assertThat(Files.readAllLines(renamed)).hasSize(300);
    assertThat(written()).hasSize(300);
  }

  @Test
  void after_a_deletion_the_next_lines_begin_a_new_file() throws Exception {
    writeAnd(() -> Files.delete(file()));

    assertThat(written()).hasSize(300);
  }

  @Test
  void after_the_folder_was_removed_the_next_lines_are_in_a_new_one() throws Exception {
    writeAnd(() -> {
      Files.delete(file());
      Files.delete(file().getParent());
    });

    assertThat(written()).hasSize(300);
  }

  @Test
  void after_a_truncation_the_next_lines_are_at_the_beginning() throws Exception {
    writeAnd(() -> {
      try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    });

    assertThat(written()).hasSize(300).noneMatch(line -> line.contains("\0"));
  }

  @Test
  void a_link_that_leads_elsewhere_now_is_followed() throws Exception {
    Path link = directory.resolve("link.jsonl");
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    Files.createSymbolicLink(link, first);
    try (Sink.Writer writer =
        new FileSink("file", link, Only.ALL, DetectionJson.Fields.VERDICT).open("test")) {
      forEachBatch(600, writer::write);
      Files.delete(link);
      Files.createSymbolicLink(link, second);
      forEachBatch(600, writer::write);
    }

    assertThat(Files.readAllLines(first)).hasSize(RECORDS);
    assertThat(Files.readAllLines(second)).hasSize(RECORDS);
  }

  @Test
  void a_failure_names_the_file_in_each_pipeline_and_ends_when_its_cause_does() throws Exception {
    Sink sink = sink();
    try (Sink.Writer one = sink.open("one");
        Sink.Writer two = sink.open("two")) {
      forEachBatch(600, one::write);
      Files.delete(file());
      Files.createDirectory(file());
      for (Sink.Writer writer : List.of(one, two)) {
        assertThatThrownBy(() -> forEachBatch(600, writer::write))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(file().toString());
      }
      assertThatThrownBy(() -> sink.open("three")).hasMessageContaining("Is a directory");

      Files.delete(file());
      forEachBatch(600, one::write);
      forEachBatch(600, two::write);
      two.flush();
    }

    assertThat(written()).hasSize(2 * RECORDS);
  }

  @Test
  void a_device_is_written_to_and_its_failure_names_it() throws Exception {
    try (Sink.Writer nowhere =
        new FileSink("n", Path.of("/dev/null"), Only.ALL, DetectionJson.Fields.VERDICT)
            .open("test")) {
      forEachBatch(100, nowhere::write);
      nowhere.flush();
    }
    try (Sink.Writer full =
        new FileSink("full", Path.of("/dev/full"), Only.ALL, DetectionJson.Fields.VERDICT)
            .open("test")) {
      assertThatThrownBy(() -> forEachBatch(600, full::write))
          .hasMessage("/dev/full: No space left on device");
    }
  }

  @Test
  void a_pipe_is_written_to_as_fast_as_it_is_read() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Sink sink = new FileSink("pipe", pipe, Only.ALL, DetectionJson.Fields.VERDICT);

    List<String> lines = new ArrayList<>();
    // Opened for both, a pipe neither waits for a writer nor ends with one.
    try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw")) {
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (lines.size() < RECORDS) {
                    lines.add(both.readLine());
                  }
                } catch (IOException e) {
                  lines.add(e.toString());
                }
              });
      try (Sink.Writer writer = sink.open("test")) {
        forEachBatch(100, writer::write);
        writer.flush();
      }
      reader.join();
    }

    assertThat(lines).hasSize(RECORDS).allMatch(line -> line.endsWith("}"));
  }

  /** Writes half of the records, does something to the file, and writes the other half. */
  private void writeAnd(Change change) throws Exception {
    int[] batches = {0};
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(
          100,
          batch -> {
            if (batches[0]++ == 3) {
              change.make();
            }
            writer.write(batch);
          });
      writer.flush();
    }
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private void write() throws Exception {
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(100, writer::write);
    }
  }

  private Path file() {
    return directory.resolve("out").resolve("detections.jsonl");
  }
}
