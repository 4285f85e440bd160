package dev.weir.connectors.file;

import static dev.weir.connectors.file.FilesOnDisk.HEADER;
import static dev.weir.connectors.file.FilesOnDisk.gzip;
import static dev.weir.connectors.file.FilesOnDisk.lines;
import static dev.weir.connectors.file.FilesOnDisk.positions;
import static dev.weir.connectors.file.FilesOnDisk.rows;
import static dev.weir.connectors.file.FilesOnDisk.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each file of a set is read from its own place, and a replay follows the order of the first time.
 */
class FileOrderTest {

  @TempDir Path directory;

  private FilesOnDisk files(String path) {
    return new FilesOnDisk(directory, path);
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void a_path_that_names_another_file_now_is_read_from_its_beginning() throws Exception {
    FilesOnDisk files = files("z.csv");
    files.write("z.csv", HEADER + rows(0, 500));
    files.write("a.csv", HEADER + rows(1000, 1400));
    files.start().read();
    files.stop();
    files.path("a.csv");

    assertThat(times(files.start().read())).isEqualTo(numbers(1000, 1400));
    assertThat(files.gaps()).isZero();
    files.stop();
    files.path("*.csv");
    assertThat(files.start().read()).isEmpty();
    assertThat(files.gaps()).isZero();
    files.append("z.csv", rows(500, 510));
    assertThat(times(files.read())).isEqualTo(numbers(500, 510));
  }

  @Test
  void late_files_are_read_whatever_their_names_and_old_ones_are_read_on() throws Exception {
    FilesOnDisk files = files("in/*.csv");
    files.write("in/2026-01-01.csv", HEADER + rows(0, 100));
    assertThat(times(files.start().read())).isEqualTo(numbers(0, 100));
    files.write("in/2026-01-02.csv", HEADER + rows(200, 300));
    assertThat(times(files.read())).isEqualTo(numbers(200, 300));
    files.append("in/2026-01-01.csv", rows(100, 150));
    files.write("in/2025-12-31.csv", HEADER + rows(400, 420));

    List<String> read = files.read();

    assertThat(times(read))
        .hasSize(70)
        .containsAll(numbers(100, 150))
        .containsAll(numbers(400, 420));
    assertThat(positions(read)).containsAll(lines("2026-01-01.csv", 102, 152));
    files.stop();
    assertThat(files.start().read()).isEmpty();
  }

  @Test
  void a_source_is_idle_only_once_it_has_looked_behind_its_last_record() throws Exception {
    FilesOnDisk files = files("in/*.csv");
    files.write("in/a.csv", HEADER + rows(0, 10));
    files.write("in/b.csv", HEADER + rows(100, 110));
    files.start().read();
    files.append("in/a.csv", rows(10, 20));
    files.append("in/b.csv", rows(110, 120));
    files.write("in/c.csv", HEADER + rows(200, 210));

    assertThat(times(files.readUntilIdle()))
        .hasSize(30)
        .containsAll(numbers(10, 20))
        .containsAll(numbers(110, 120))
        .containsAll(numbers(200, 210));
  }

  @Test
  void a_replay_takes_late_files_and_growth_in_the_order_of_the_first_time() throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/b.csv", HEADER + rows(0, 30));
    files.write("in/c.csv", HEADER + rows(100, 130));
    List<String> first = new ArrayList<>(files.start().read(7));
    files.write("in/a.csv", HEADER + rows(200, 230));
    first.addAll(files.read(7));
    files.save();
    List<String> behind = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      files.append("in/c.csv", rows(130 + 10 * round, 140 + 10 * round));
      behind.addAll(files.read(7));
      files.append("in/a.csv", rows(230 + 10 * round, 240 + 10 * round));
      behind.addAll(files.read(7));
      files.write("in/late" + (9 - round) + ".csv", HEADER + rows(1000 * round, 1000 * round + 5));
      behind.addAll(files.read(7));
    }
    files.crash();
    files.append("in/b.csv", rows(30, 40));

    List<String> again = files.start().read(3);

    assertThat(again.subList(0, behind.size())).isEqualTo(behind);
    assertThat(times(again.subList(behind.size(), again.size()))).isEqualTo(numbers(30, 40));
    assertThat(first).hasSize(90);
    assertThat(behind).hasSize(4 * 25).doesNotHaveDuplicates();
  }

  @Test
  void a_life_before_its_first_checkpoint_is_repeated_as_it_was() throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/b.csv", HEADER + rows(0, 30));
    List<String> first = new ArrayList<>(files.start().read());
    files.write("in/a.csv", HEADER + rows(200, 230));
    first.addAll(files.read());
    files.append("in/b.csv", rows(30, 40));
    first.addAll(files.read());
    files.crash();

    assertThat(files.start().read()).isEqualTo(first).hasSize(70);
  }

  @Test
  void the_log_is_cut_where_the_oldest_checkpoint_is() throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/b.csv", HEADER + rows(0, 30));
    Source.Reader reader = files.source().open(Optional.empty(), Rows.table());
    Rows.read(reader, 10);
    for (int i = 0; i < 20; i++) {
      files.write("in/c" + i + ".csv", HEADER + rows(50 * i, 50 * i + 10));
      for (int looks = 0; looks < 300; looks++) {
        Rows.read(reader, 10);
      }
    }
    assertThat(files.log.decisions).hasSize(21);

    reader.commit(new Position(reader.position().value()));

    assertThat(files.log.decisions).hasSize(1);
    reader.close();
  }

  @Test
  void decisions_of_another_life_are_not_followed() throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/b.csv", HEADER + rows(0, 30));
    files.log.append("7 0 read:gone.csv:100:9223372036854775807::");

    assertThat(files.start().read()).hasSize(30);
    assertThat(files.gaps()).isZero();
  }

  @Test
  void a_log_that_cannot_be_written_stops_nothing_that_is_being_read() throws Exception {
    boolean[] full = {false};
    FilesOnDisk files = files("in");
    DecisionLog log =
        new DecisionLog() {
          @Override
          public List<String> read() {
            return files.log.read();
          }

          @Override
          public void append(String decision) throws java.io.IOException {
            if (full[0]) {
              throw new java.io.IOException("/state/files.journal: No space left on device");
            }
            files.log.append(decision);
          }

          @Override
          public void replace(List<String> decisions) {
            files.log.replace(decisions);
          }
        };
    files.logged(log);
    files.write("in/b.csv", HEADER + rows(0, 30));
    files.start().read();
    full[0] = true;
    files.write("in/a.csv", HEADER + rows(200, 230));
    assertThat(files.read()).isEmpty();
    files.append("in/b.csv", rows(30, 40));
    assertThat(times(files.read())).isEqualTo(numbers(30, 40));
    assertThat(files.warnings).filteredOn(w -> w.contains("until it can be noted")).hasSize(1);
    full[0] = false;
    assertThat(times(files.read())).isEqualTo(numbers(200, 230));
  }

  // ---- Compressed files.

  @Test
  void a_compressed_file_that_is_being_copied_is_waited_for() throws Exception {
    byte[] whole = gzip(HEADER + rows(0, 20_000));
    FilesOnDisk files = files("in");
    files.write("in/w.csv", HEADER + rows(-10, 0));
    files.start().read();
    Files.write(files.file("in/x.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    List<String> read = new ArrayList<>(files.read(1000));
    assertThat(read).hasSizeBetween(1, 19_999);
    files.write("in/y.csv", HEADER + rows(50_000, 50_010));
    assertThat(times(files.read())).isEqualTo(numbers(50_000, 50_010));
    files.stop();
    files.start();
    Files.write(files.file("in/x.csv.gz"), whole);
    read.addAll(files.read(1000));

    assertThat(times(read)).isEqualTo(numbers(0, 20_000));
    assertThat(positions(read)).isEqualTo(lines("x.csv.gz", 2, 20_002));
    assertThat(files.gaps()).isZero();
  }

  @Test
  void a_compressed_file_that_never_becomes_whole_is_a_gap_that_is_said_once() throws Exception {
    byte[] whole = gzip(HEADER + rows(0, 20_000));
    FilesOnDisk files = files("in");
    files.write("in/x.csv.gz", "");
    Files.write(files.file("in/x.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    files.start().readPatiently();
    assertThat(files.gaps()).isOne();
    assertThat(files.warnings).filteredOn(w -> w.contains("source_gaps")).hasSize(1);
    files.write("in/y.csv", HEADER + rows(0, 10));
    files.read();
    files.stop();
    files.start().readPatiently();
    assertThat(files.gaps()).isOne();
    assertThat(files.warnings).filteredOn(w -> w.contains("source_gaps")).hasSize(1);
  }

  @Test
  void a_compressed_file_grows_by_members() throws Exception {
    FilesOnDisk files = files("x.csv.gz");
    Files.write(files.file("x.csv.gz"), gzip(HEADER + rows(0, 1000)));
    assertThat(times(files.start().read())).isEqualTo(numbers(0, 1000));
    Files.write(
        files.file("x.csv.gz"), gzip(rows(1000, 2000)), java.nio.file.StandardOpenOption.APPEND);
    assertThat(times(files.read())).isEqualTo(numbers(1000, 2000));
    files.stop();
    assertThat(files.start().read()).isEmpty();
    assertThat(files.gaps()).isZero();
  }

  @Test
  void a_bounded_run_reads_the_rest_of_a_compressed_file_once_it_is_whole() throws Exception {
    byte[] whole = gzip(HEADER + rows(0, 20_000));
    FilesOnDisk files = files("in").bounded();
    files.write("in/y.csv", HEADER + rows(50_000, 50_010));
    Files.write(files.file("in/x.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    List<String> first = files.start().read(1000);
    assertThat(first).filteredOn(row -> row.contains("CUT_SHORT")).hasSize(1);
    assertThat(files.gaps()).isOne();
    files.stop();
    assertThat(files.start().read(1000)).isEmpty();
    files.stop();
    Files.write(files.file("in/x.csv.gz"), whole);

    List<String> rest = files.start().read(1000);

    List<String> all = new ArrayList<>(first);
    all.addAll(rest);
    all.removeIf(row -> row.contains("CUT_SHORT") || row.startsWith("y.csv"));
    assertThat(times(all)).isEqualTo(numbers(0, 20_000));
    assertThat(positions(all)).doesNotHaveDuplicates();
    assertThat(files.gaps()).isOne();
  }

  // ---- Positions of the build before.

  @Test
  void a_position_of_the_build_before_is_read_and_gone_on_from() throws Exception {
    FilesOnDisk files = files("in");
    files.write("in/a.csv", "t,v\n1,10\n2,20\n3,30\n");
    files.write("in/0.csv", HEADER + rows(0, 10));
    files.write("in/b.csv", HEADER + rows(50, 60));
    // As Content.headHash and FilePosition.toPosition of the build before wrote it.
    Position old = new Position("3@14 #0 N d058b1dfc079f22b a.csv");

    List<String> read = Rows.read(files.bounded().source(), Optional.of(old), 10);

    assertThat(read.getFirst()).isEqualTo("a.csv:4 files 3 [30.0] NONE");
    assertThat(times(read.subList(1, read.size()))).isEqualTo(numbers(50, 60));
  }

  @Test
  void a_file_that_cannot_be_read_refuses_no_start() throws Exception {
    FilesOnDisk files = new FilesOnDisk(directory, "in/*.csv");
    files.write("in/a.csv", HEADER + rows(0, 10));
    files.start().read();
    files.stop();
    files.append("in/a.csv", rows(10, 20));
    files.rename("in/a.csv", "in/a.csv.1");
    // The renamed file is looked for in every file, and this one cannot be read.
    Files.createSymbolicLink(files.file("in/b.csv"), Path.of("/sys/class/net/lo/speed"));

    files.probe();

    Files.delete(files.file("in/b.csv"));
    assertThat(times(files.start().read())).isEqualTo(numbers(10, 20));
  }

  @Test
  void a_position_of_the_build_before_in_a_file_that_is_over_names_it() throws Exception {
    FilesOnDisk files = files("a.csv");
    files.write("a.csv", HEADER + rows(0, 10));
    Position old = new Position("3@14 #2 N 0000000000000000 a.csv");

    List<String> read = Rows.read(files.bounded().source(), Optional.of(old), 10);

    assertThat(positions(read)).isEqualTo(lines("a.csv~3", 2, 12));
    assertThat(files.warnings).anyMatch(w -> w.contains("'a.csv~2' was read up to line 3"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void files_in_front_of_one_that_cannot_be_read_are_read(boolean follow) throws Exception {
    FilesOnDisk files = follow ? files("*.csv") : files("*.csv").bounded();
    files.write("a.csv", HEADER + rows(0, 100));
    files.write("c.csv", HEADER + rows(200, 300));
    // The loopback interface has no speed: reading it ends with EINVAL.
    Files.createSymbolicLink(files.file("b.csv"), Path.of("/sys/class/net/lo/speed"));

    List<String> read = files.start().readUntilFailure();
    files.stop();
    Files.delete(files.file("b.csv"));
    files.write("b.csv", HEADER + rows(100, 200));

    assertThat(times(read)).isEqualTo(numbers(0, 100));
    assertThat(times(files.start().read())).isEqualTo(numbers(100, 300));
    assertThat(files.gaps()).isZero();
  }
}
