package dev.weir.connectors.file;

import static dev.weir.connectors.file.FilesOnDisk.HEADER;
import static dev.weir.connectors.file.FilesOnDisk.rows;
import static dev.weir.connectors.file.FilesOnDisk.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are alike, empty, short, linked or strangely named. */
class OddFilesTest {

  @TempDir Path directory;

  private FilesOnDisk files(String path) {
    return new FilesOnDisk(directory, path);
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void files_of_equal_content_that_are_there_at_the_start_are_all_read_and_grow_apart()
      throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/a.csv", HEADER + rows(0, 10));
    files.write("in/b.csv", HEADER + rows(0, 10));
    assertThat(files.start().read()).hasSize(20);
    files.stop();
    files.append("in/a.csv", rows(10, 20));
    files.append("in/b.csv", rows(30, 40));

    List<String> read = files.start().read();

    assertThat(read).filteredOn(row -> row.startsWith("a.csv:")).hasSize(10);
    assertThat(read).filteredOn(row -> row.startsWith("b.csv:")).hasSize(10);
    assertThat(files.gaps()).isZero();
  }

  @Test
  void empty_files_and_headers_alone_are_waited_for() throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/a.csv", "");
    files.write("in/b.csv", HEADER);
    files.write("in/c.csv", HEADER);
    assertThat(files.start().read()).isEmpty();
    files.append("in/c.csv", rows(20, 30));
    assertThat(times(files.read())).isEqualTo(numbers(20, 30));
    files.append("in/a.csv", HEADER + rows(0, 10));
    assertThat(times(files.read())).isEqualTo(numbers(0, 10));
    files.stop();
    files.append("in/b.csv", rows(10, 20));
    assertThat(times(files.start().read())).isEqualTo(numbers(10, 20));
    assertThat(files.gaps()).isZero();
  }

  @Test
  void a_short_file_that_grows_stays_the_same_file_over_restarts() throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv", HEADER);
    List<String> read = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      files.append("x.csv", rows(10 * i, 10 * i + 10));
      read.addAll(files.start().read());
      files.stop();
    }
    assertThat(times(read)).isEqualTo(numbers(0, 600));
    assertThat(files.warnings).isEmpty();
  }

  @Test
  void links_to_a_file_are_that_file() throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/b.csv", HEADER + rows(0, 10));
    Files.createSymbolicLink(files.file("in/a.csv"), files.file("in/b.csv"));
    Files.createLink(files.file("in/c.csv"), files.file("in/b.csv"));
    Files.createSymbolicLink(files.file("in/d.csv"), files.file("in/nothing.csv"));
    assertThat(times(files.start().read())).isEqualTo(numbers(0, 10));
    files.append("in/c.csv", rows(10, 20));
    assertThat(times(files.read())).isEqualTo(numbers(10, 20));
    files.stop();
    assertThat(files.start().read()).isEmpty();
  }

  @Test
  void names_may_hold_any_characters() throws Exception {
    FilesOnDisk files = files("in");
    String name = "a b\nc|d:e~1 %41 ж\u202e.csv";
    files.write("in/" + name, HEADER + rows(0, 10));
    files.write("in/b.csv", HEADER + rows(50, 60));
    List<String> read = files.start().read();
    assertThat(times(read)).hasSize(20);
    assertThat(read.getFirst()).startsWith("a b\\u{a}c|d:e~1 %41 ж\\u{202e}.csv:2 ");
    files.stop();
    files.append("in/" + name, rows(10, 20));
    assertThat(times(files.start().read())).isEqualTo(numbers(10, 20));
  }

  @Test
  void a_name_that_looks_like_a_later_file_of_another_name_gets_positions_of_its_own()
      throws Exception {
    FilesOnDisk files = files("in/*.jsonl");
    files.write("in/a.jsonl", "{\"t\":1,\"v\":1}\n");
    List<String> read = new ArrayList<>(files.start().read());
    Files.delete(files.file("in/a.jsonl"));
    files.write("in/a.jsonl", "{\"t\":2,\"v\":2}\n{\"t\":3,\"v\":2}\n");
    read.addAll(files.read());

    assertThat(read).hasSize(3);
    assertThat(read.get(1)).startsWith("a.jsonl~1:1 ");
  }

  @Test
  void marks_and_carriage_returns_change_nothing() throws Exception {
    FilesOnDisk files = files("x.csv");
    files.write("x.csv", "\uFEFF\r\nt,v\r\n" + rows(0, 10).replace("\n", "\r\n"));
    assertThat(files.start().read()).hasSize(10);
    files.stop();
    files.append("x.csv", rows(10, 20).replace("\n", "\r\n"));
    assertThat(times(files.start().read())).isEqualTo(numbers(10, 20));
  }

  @Test
  void a_last_line_without_an_end_is_read_once_its_file_is_left() throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/a.csv", HEADER + "1,1\n2,2");
    files.write("in/b.csv", HEADER + "3,3\n");
    assertThat(times(files.start().read())).containsExactlyInAnyOrder(1, 2, 3);
    files.stop();
    assertThat(files.start().read()).isEmpty();
    assertThat(files.gaps()).isZero();
  }
}
