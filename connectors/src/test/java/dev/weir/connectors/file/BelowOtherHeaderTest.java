package dev.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of a file below a header with other columns is a dead letter. */
class BelowOtherHeaderTest {

  private static final String ROWS =
      """
      timestamp,temp,press
      2026-03-01T00:00:00Z,51.5,1000
      2026-03-01T00:01:00Z,52.5,1001
      2026-03-01T00:02:00Z,50.5,1002
      """;
  private static final String TEXT =
      ROWS
          + """
          timestamp,press,temp
          2026-03-01T00:03:00Z,1000,51.5
          2026-03-01T00:04:00Z,1001,52.5
          """;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.csv.gz"})
  void wherever_a_restart_falls(String name) throws Exception {
    FilesOnDisk files = new FilesOnDisk(directory, name);
    Files.write(
        files.file(name),
        name.endsWith("gz") ? FilesOnDisk.gzip(TEXT) : TEXT.getBytes(StandardCharsets.UTF_8));
    List<String> rows = new ArrayList<>();
    List<String> one;
    do {
      one = files.start().readBatch(1);
      rows.addAll(one);
      files.stop();
    } while (!one.isEmpty());

    assertThat(rows.stream().map(row -> row.split(" ", 3)).map(it -> it[0] + " " + it[1]))
        .containsExactly(
            name + ":2 files",
            name + ":3 files",
            name + ":4 files",
            name + ":5 MALFORMED",
            name + ":6 MALFORMED",
            name + ":7 MALFORMED");
  }

  @Test
  void a_file_that_grows_is_read_on_and_others_are_read_as_ever() throws Exception {
    FilesOnDisk files = new FilesOnDisk(directory, "in");
    files.write("in/a.csv", TEXT);
    files.write("in/b.csv", ROWS);
    assertThat(files.start().read()).hasSize(9);
    files.append("in/a.csv", "2026-03-01T00:05:00Z,1002,50.5\n");
    files.append("in/b.csv", "2026-03-01T00:03:00Z,50.5,1003\n");

    List<String> rows = files.read();

    assertThat(rows).hasSize(2);
    assertThat(rows).filteredOn(row -> row.startsWith("a.csv:8 MALFORMED")).hasSize(1);
    assertThat(rows).filteredOn(row -> row.contains("[50.5, 1003.0]")).hasSize(1);
    assertThat(files.gaps()).isZero();
  }
}
