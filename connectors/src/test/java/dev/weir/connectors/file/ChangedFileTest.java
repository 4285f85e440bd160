package dev.weir.connectors.file;

import static dev.weir.connectors.file.FilesOnDisk.HEADER;
import static dev.weir.connectors.file.FilesOnDisk.lines;
import static dev.weir.connectors.file.FilesOnDisk.numbers;
import static dev.weir.connectors.file.FilesOnDisk.positions;
import static dev.weir.connectors.file.FilesOnDisk.rows;
import static dev.weir.connectors.file.FilesOnDisk.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are copied, cut off, deleted or saved by an editor are read to their ends, and nothing
 * twice.
 */
class ChangedFileTest {

  @TempDir Path directory;

  private FilesOnDisk files(String path) {
    return new FilesOnDisk(directory, path);
  }

  @Test
  void copying_and_cutting_off_loses_nothing_where_the_copy_is_found() throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv", HEADER + rows(0, 300));
    files.start().read();
    files.append("x.csv", rows(300, 350));
    Files.copy(files.file("x.csv"), files.file("x.csv.1"));
    files.write("x.csv", HEADER + rows(1000, 1500));

    List<Integer> expected = new ArrayList<>(numbers(300, 350));
    expected.addAll(numbers(1000, 1500));
    assertThat(times(files.read())).isEqualTo(expected);
    assertThat(files.gaps()).isZero();
  }

  @Test
  void a_copy_inside_a_pattern_is_not_read_twice() throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/x.csv", HEADER + rows(0, 300));
    files.start().read();
    Files.copy(files.file("in/x.csv"), files.file("in/x-copy.csv"));
    assertThat(files.read()).isEmpty();
    assertThat(files.warnings).singleElement().asString().contains("not read again");
    files.append("in/x-copy.csv", rows(300, 310));
    Files.writeString(files.file("in/x.csv"), "");
    assertThat(times(files.read())).isEqualTo(numbers(300, 310));
    files.append("in/x.csv", HEADER + rows(310, 320));
    assertThat(times(files.read())).isEqualTo(numbers(310, 320));
    assertThat(files.gaps()).isZero();
  }

  @Test
  void a_file_cut_off_and_grown_beyond_its_place_between_two_looks_is_another_file()
      throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv", HEADER + rows(0, 1000));
    files.start().read();
    files.write("x.csv", HEADER + rows(5000, 7000));

    List<String> read = files.read();

    assertThat(times(read)).isEqualTo(numbers(5000, 7000));
    assertThat(positions(read)).isEqualTo(lines("x.csv~1", 2, 2002));
    assertThat(files.gaps()).isOne();
    assertThat(files.warnings).anyMatch(w -> w.contains("'x.csv' was read up to line 1001"));
    files.stop();
    assertThat(files.start().read()).isEmpty();
    assertThat(files.gaps()).isOne();
  }

  @Test
  void a_long_header_does_not_make_two_files_one() throws Exception {
    StringBuilder header = new StringBuilder("t");
    for (int i = 0; i < 40; i++) {
      header.append(",feature_%03d_temperature_celsius".formatted(i));
    }
    for (int more : new int[] {2000, 1200}) {
      Path folder = Files.createDirectory(directory.resolve("in" + more));
      FilesOnDisk files = new FilesOnDisk(folder, "app.csv");
      files.write("app.csv", header + "\n" + wide(0, 500));
      files.start().read();
      files.stop();
      files.rename("app.csv", "app.csv.1");
      files.write("app.csv", header + "\n" + wide(1000, more));

      List<String> read = files.start().read();

      assertThat(times(read)).isEqualTo(numbers(1000, more));
      assertThat(files.gaps()).isZero();
    }
  }

  private static String wide(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i);
      for (int k = 0; k < 40; k++) {
        text.append(',').append(i * k % 11);
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void what_is_deleted_while_stopped_is_a_gap_that_is_counted_once() throws Exception {
    FilesOnDisk files = files("app.csv");
    files.write("app.csv", HEADER + rows(0, 500));
    files.start().read();
    files.save();
    files.append("app.csv", rows(500, 510));
    files.read();
    files.crash();
    Files.delete(files.file("app.csv"));
    files.write("app.csv", HEADER + rows(700, 710));

    assertThat(times(files.start().read())).isEqualTo(numbers(700, 710));
    assertThat(files.gaps()).isOne();
    assertThat(files.warnings).anyMatch(w -> w.contains("'app.csv' was read up to line 501"));
    files.crash();
    assertThat(times(files.start().read())).isEqualTo(numbers(700, 710));
    assertThat(files.gaps()).isOne();
    files.stop();
    assertThat(files.start().read()).isEmpty();
    assertThat(files.gaps()).isOne();
  }

  @Test
  void what_is_deleted_while_it_is_open_is_read_to_its_end() throws Exception {
    FilesOnDisk files = files("app.csv");
    files.write("app.csv", HEADER + rows(0, 500));
    files.start().read();
    files.append("app.csv", rows(500, 600));
    Files.delete(files.file("app.csv"));
    files.write("app.csv", HEADER + rows(600, 700));

    assertThat(times(files.read())).isEqualTo(numbers(500, 700));
    files.stop();
    assertThat(files.start().read()).isEmpty();
    assertThat(files.gaps()).isZero();
  }

  @Test
  void an_editor_that_saves_by_renaming_continues_a_file() throws Exception {
    FilesOnDisk files = files("app.csv");
    files.write("app.csv", HEADER + rows(0, 100));
    files.start().read();
    files.write(".app.csv.tmp", HEADER + rows(0, 105));
    Files.move(
        files.file(".app.csv.tmp"),
        files.file("app.csv"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(times(files.read())).isEqualTo(numbers(100, 105));
    assertThat(files.gaps()).isZero();
  }
}
