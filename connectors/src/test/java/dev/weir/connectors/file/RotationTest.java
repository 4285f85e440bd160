package dev.weir.connectors.file;

import static dev.weir.connectors.file.FilesOnDisk.HEADER;
import static dev.weir.connectors.file.FilesOnDisk.gzip;
import static dev.weir.connectors.file.FilesOnDisk.lines;
import static dev.weir.connectors.file.FilesOnDisk.numbers;
import static dev.weir.connectors.file.FilesOnDisk.positions;
import static dev.weir.connectors.file.FilesOnDisk.rows;
import static dev.weir.connectors.file.FilesOnDisk.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotated files are read to their ends, and nothing is read twice. */
class RotationTest {

  @TempDir Path directory;

  private FilesOnDisk files(String path) {
    return new FilesOnDisk(directory, path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.csv.1",
        "app.csv-20260101",
        "app-20260101.csv",
        "app.1.csv",
        "app.old",
        "app.csv.gz"
      })
  void a_file_renamed_while_stopped_is_read_to_its_end_before_the_new_one(String rotated)
      throws Exception {
    FilesOnDisk files = files("app.csv");
    files.write("app.csv", HEADER + rows(0, 500));
    assertThat(times(files.start().read())).isEqualTo(numbers(0, 500));
    files.stop();
    files.append("app.csv", rows(500, 700));
    if (rotated.endsWith(".gz")) {
      Files.write(files.file(rotated), gzip(Files.readString(files.file("app.csv"))));
      Files.delete(files.file("app.csv"));
    } else {
      files.rename("app.csv", rotated);
    }
    files.write("app.csv", HEADER + rows(700, 1000));

    List<String> read = files.start().read();

    assertThat(times(read)).isEqualTo(numbers(500, 1000));
    assertThat(positions(read).subList(0, 200)).isEqualTo(lines("app.csv", 502, 702));
    assertThat(positions(read).subList(200, 500)).isEqualTo(lines("app.csv~1", 2, 302));
    assertThat(files.gaps()).isZero();
  }

  @Test
  void a_rotated_file_inside_a_pattern_is_the_one_that_was_read() throws Exception {
    FilesOnDisk files = files("in/*.csv");
    files.write("in/app.csv", HEADER + rows(0, 500));
    files.start().read();
    files.stop();
    files.append("in/app.csv", rows(500, 700));
    files.rename("in/app.csv", "in/app-1.csv");
    files.write("in/app.csv", HEADER + rows(700, 1000));

    assertThat(times(files.start().read())).isEqualTo(numbers(500, 1000));
    assertThat(files.gaps()).isZero();
  }

  @Test
  void a_kill_after_the_rename_reads_the_same_records_in_the_same_order_under_the_same_positions()
      throws Exception {
    FilesOnDisk files = files("app.csv");
    files.write("app.csv", HEADER + rows(0, 500));
    files.start().read();
    files.save();
    files.append("app.csv", rows(500, 600));
    List<String> first = new ArrayList<>(files.read());
    files.append("app.csv", rows(600, 700));
    files.rename("app.csv", "app.csv.1");
    files.write("app.csv", HEADER + rows(700, 1000));
    first.addAll(files.read());
    files.crash();

    assertThat(files.start().read()).isEqualTo(first);
    assertThat(times(first)).isEqualTo(numbers(500, 1000));
    assertThat(files.gaps()).isZero();
  }

  @Test
  void two_rotations_between_two_looks_lose_nothing() throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv", HEADER + rows(0, 1000));
    files.start().read();
    files.rename("x.csv", "x.csv.1");
    files.write("x.csv", HEADER + rows(1000, 1100));
    files.rename("x.csv", "x.csv.2");
    files.write("x.csv", HEADER + rows(1100, 1200));

    List<String> read = files.read();

    assertThat(times(read)).isEqualTo(numbers(1000, 1200));
    assertThat(positions(read)).doesNotHaveDuplicates();
    assertThat(files.gaps()).isZero();
  }

  /** Also if nothing of them was known before: one may be deleted at any moment. */
  @ParameterizedTest
  @ValueSource(strings = {"x.csv", "*.{csv,csv.gz}"})
  void a_file_and_its_compression_are_read_once(String path) throws Exception {
    FilesOnDisk files = files(path);
    files.write("x.csv", HEADER + rows(0, 100));
    files.start().read();
    files.stop();
    boolean set = path.startsWith("*");
    String first = set ? "x-1.csv" : "x.csv.2";
    String second = set ? "x-2.csv" : "x.csv.1";
    files.rename("x.csv", first);
    files.write(second, HEADER + rows(100, 200));
    Files.write(files.file(second + ".gz"), gzip(HEADER + rows(100, 200)));
    files.write("x.csv", HEADER + rows(200, 300));

    List<Integer> read = new ArrayList<>(times(files.start().read()));
    Files.delete(files.file(second));
    files.append("x.csv", rows(300, 400));
    read.addAll(times(files.read()));

    assertThat(read).containsExactlyInAnyOrderElementsOf(numbers(100, 400));
    assertThat(files.gaps()).isZero();
  }

  /** A compressed file is younger than the one that was written behind it. */
  @Test
  void a_restart_within_the_rest_of_a_file_that_was_compressed_finds_the_files_behind_it()
      throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv", HEADER + rows(0, 100));
    files.start().read();
    files.stop();
    files.append("x.csv", rows(100, 200));
    String whole = Files.readString(files.file("x.csv"));
    files.rename("x.csv", "x.csv.2");
    files.write("x.csv.1", HEADER + rows(200, 300));
    files.write("x.csv", HEADER + rows(300, 400));
    Files.write(files.file("x.csv.2.gz"), gzip(whole));
    Files.delete(files.file("x.csv.2"));
    Files.setLastModifiedTime(files.file("x.csv.1"), FileTime.fromMillis(2_000_000_000_000L));
    Files.setLastModifiedTime(files.file("x.csv"), FileTime.fromMillis(2_000_000_002_000L));
    Files.setLastModifiedTime(files.file("x.csv.2.gz"), FileTime.fromMillis(2_000_000_001_000L));

    List<Integer> read = new ArrayList<>(times(files.start().readBatch(50)));
    files.stop();
    read.addAll(times(files.start().read()));

    assertThat(read).isEqualTo(numbers(100, 400));
    assertThat(files.gaps()).isZero();
  }

  @Test
  void two_rotations_while_stopped_lose_nothing_and_old_archives_are_left_alone() throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv.3", HEADER + rows(-50, 0));
    files.file("x.csv.3").toFile().setLastModified(1_000_000);
    files.write("x.csv", HEADER + rows(0, 1000));
    files.start().read();
    files.stop();
    files.append("x.csv", rows(1000, 1010));
    files.rename("x.csv", "x.csv.2");
    files.write("x.csv.1", HEADER + rows(1010, 1100));
    files.write("x.csv", HEADER + rows(1100, 1200));

    assertThat(times(files.start().read())).isEqualTo(numbers(1000, 1200));
    files.stop();
    assertThat(files.start().read()).isEmpty();
    assertThat(files.gaps()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9, 10})
  void a_restart_within_the_rest_of_a_renamed_file_finds_the_files_behind_it(int before)
      throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv", HEADER + rows(0, 1000));
    files.start().read();
    files.stop();
    files.append("x.csv", rows(1000, 1010));
    files.rename("x.csv", "x.csv.3");
    files.write("x.csv.2", HEADER + rows(1010, 1020));
    files.write("x.csv.1", HEADER + rows(1020, 1100));
    files.write("x.csv", HEADER + rows(1100, 1200));
    List<Integer> read = new ArrayList<>(times(files.start().readBatch(before)));
    files.stop();

    read.addAll(times(files.start().read()));

    assertThat(read).isEqualTo(numbers(1000, 1200));
    assertThat(files.gaps()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9, 10})
  void also_if_it_was_renamed_inside_of_the_set_and_they_beside_it(int before) throws Exception {
    FilesOnDisk files = files("in/*.csv");
    files.write("in/x.csv", HEADER + rows(0, 1000));
    files.start().read();
    files.stop();
    files.append("in/x.csv", rows(1000, 1010));
    files.rename("in/x.csv", "in/x-r3.csv");
    files.write("in/x.csv.2", HEADER + rows(1010, 1020));
    files.write("in/x.csv.1", HEADER + rows(1020, 1100));
    files.write("in/x.csv", HEADER + rows(1100, 1200));
    List<Integer> read = new ArrayList<>(times(files.start().readBatch(before)));
    files.stop();

    read.addAll(times(files.start().read()));

    assertThat(read).hasSize(200).containsExactlyInAnyOrderElementsOf(numbers(1000, 1200));
    assertThat(files.gaps()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"x.csv, x.csv.2", "*.csv, x.csv.2", "*.csv, x-r2.csv"})
  void a_file_that_was_empty_at_the_last_look_is_found_behind_the_next(String path, String rotated)
      throws Exception {
    FilesOnDisk files = files(path);
    files.write("x.csv", HEADER + rows(0, 100));
    List<Integer> read = new ArrayList<>(times(files.start().read()));
    files.rename("x.csv", rotated);
    files.write("x.csv", HEADER);
    read.addAll(times(files.read()));
    files.append("x.csv", rows(100, 110));
    files.rename("x.csv", "x.csv.1");
    files.write("x.csv", HEADER + rows(110, 120));

    read.addAll(times(files.read()));

    assertThat(read).isEqualTo(numbers(0, 120));
    assertThat(files.gaps()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"300, 0", "1100, 1"})
  void more_files_behind_a_renamed_one_than_are_looked_at_are_a_gap(int rotated, int gaps)
      throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv", HEADER + rows(0, 1000));
    files.start().read();
    files.stop();
    files.rename("x.csv", "x.csv." + (rotated + 1));
    for (int i = 0; i < rotated; i++) {
      Path file = files.write("x.csv." + (rotated - i), HEADER + rows(1000 + i, 1001 + i));
      file.toFile().setLastModified(System.currentTimeMillis() + i);
    }
    files.write("x.csv", HEADER + rows(1000 + rotated, 1001 + rotated));

    List<Integer> read = new ArrayList<>(times(files.start().read()));

    int skipped = gaps * (rotated + 1 - Neighbours.MOST);
    assertThat(read).isEqualTo(numbers(1000 + skipped, 1001 + rotated));
    assertThat(files.gaps()).isEqualTo(gaps);
    files.stop();
    assertThat(files.start().read()).isEmpty();
    assertThat(files.gaps()).isEqualTo(gaps);
  }

  @Test
  void a_new_file_where_a_known_one_was_beside_the_set_is_read() throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv", HEADER + rows(0, 500));
    files.start().read();
    files.rename("x.csv", "x.csv.1");
    files.write("x.csv", HEADER + rows(500, 600));
    assertThat(times(files.read())).isEqualTo(numbers(500, 600));
    files.stop();
    files.rename("x.csv.1", "x.csv.3");
    files.rename("x.csv", "x.csv.2");
    files.write("x.csv.1", HEADER + rows(600, 700));
    files.write("x.csv", HEADER + rows(700, 800));

    assertThat(times(files.start().read())).isEqualTo(numbers(600, 800));
    assertThat(files.gaps()).isZero();
  }

  @Test
  void a_renamed_file_that_grows_is_read_on_beside_the_new_one() throws Exception {
    FilesOnDisk files = files("app.csv");
    files.write("app.csv", HEADER + rows(0, 10));
    files.start().read();
    files.rename("app.csv", "app.csv.1");
    files.write("app.csv", HEADER + rows(100, 110));
    files.read();
    files.append("app.csv.1", rows(10, 20));
    files.append("app.csv", rows(110, 120));

    List<String> read = files.read();

    assertThat(times(read)).containsAll(numbers(10, 20)).containsAll(numbers(110, 120)).hasSize(20);
    assertThat(positions(read)).contains("app.csv:12", "app.csv~1:12");
  }
}
