package dev.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.SinkContract;
import dev.weir.engine.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest extends SinkContract {

  @TempDir Path directory;

  @Override
  protected Sink sink() {
    return new FileSink("file", file(), Only.ALL);
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
    assertThatThrownBy(() -> new FileSink("f", taken.resolve("a/b"), Only.ALL).check())
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
    try (Sink.Writer writer = new FileSink("file", file(), Only.ANOMALIES).open("test")) {
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

  private void write() throws Exception {
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(100, writer::write);
    }
  }

  private Path file() {
    return directory.resolve("out").resolve("detections.jsonl");
  }
}
