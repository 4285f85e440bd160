package dev.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.SourceContract;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read to their ends, once, from where it was left off, whatever happens to them. */
class FileSourceTest {

  @TempDir Path directory;

  private final List<String> warnings = new ArrayList<>();
  private final DecisionLog log = DecisionLog.none();

  @Nested
  class OneCsvFile extends SourceContract {
    @Override
    protected Source source() throws IOException {
      return finished(write("a.csv", csv(30)).toString());
    }
  }

  @Nested
  class OneJsonFile extends SourceContract {
    @Override
    protected Source source() throws IOException {
      return finished(write("a.jsonl", json(30)).toString());
    }
  }

  @Nested
  class AJsonFileOfNumberedRecordsBehindABrokenLine extends SourceContract {
    @Override
    protected Source source() throws IOException {
      return finished(write("a.jsonl", "broken\n" + numbered(30)).toString());
    }
  }

  @Nested
  class CompressedFile extends SourceContract {
    @Override
    protected Source source() throws IOException {
      return finished(compress("a.csv.gz", csv(30)).toString());
    }
  }

  @Nested
  class AFolderOfAllKinds extends SourceContract {
    @Override
    protected Source source() throws IOException {
      write("in/b.csv", csv(7));
      write("in/a.jsonl", json(5));
      write("in/deep/er/c.csv", csv(8));
      write("in/empty.csv", "");
      write("in/no-values.csv", "timestamp,label\n1,0\n");
      write("in/notes.txt", "not ours");
      compress("in/z.csv.gz", csv(9));
      return finished(directory.resolve("in").toString());
    }
  }

  @Nested
  class FilesWithBadLines extends SourceContract {
    @Override
    protected Source source() throws IOException {
      write("in/1.csv", csv(5) + "broken\n\n" + "x,y\n" + "1,2\n".repeat(20));
      return finished(directory + "/in/*.csv");
    }
  }

  @Test
  void files_come_in_the_order_of_their_names_and_positions_name_them() throws Exception {
    write("in/b.csv", csv(2));
    write("in/a.csv", csv(1));

    assertThat(rows(finished(directory.resolve("in").toString())))
        .containsExactly(
            "a.csv:2 files 0 [0.0] NONE",
            "b.csv:2 files 0 [0.0] NONE",
            "b.csv:3 files 1 [1.0] NONE");
  }

  @Test
  void a_pattern_takes_what_it_matches() throws Exception {
    write("in/a.csv", csv(1));
    write("in/b.jsonl", json(1));
    write("in/sub/c.csv", csv(1));

    assertThat(rows(finished(directory + "/in/*.csv")))
        .singleElement()
        .asString()
        .contains("a.csv");
    assertThat(rows(finished(directory + "/in/{a,b}.*"))).hasSize(2);
    assertThat(rows(finished(directory + "/in/**.csv"))).hasSize(2);
  }

  @Test
  void the_last_line_needs_no_end() throws Exception {
    assertThat(rows(finished(write("a.csv", "t,v\n1,2\n3,4").toString()))).hasSize(2);
  }

  @Test
  void a_compressed_file_that_is_cut_short_gives_what_it_has_and_a_dead_letter() throws Exception {
    Path whole = compress("a.csv.gz", csv(50_000));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));

    List<String> rows = rows(finished(whole.toString()));

    assertThat(rows).hasSizeGreaterThan(100);
    assertThat(rows.getLast()).contains("CUT_SHORT").contains("a.csv.gz");
    assertThat(rows.subList(0, rows.size() - 1)).noneMatch(row -> row.contains("CUT_SHORT"));
  }

  @Test
  void garbage_that_claims_to_be_compressed_fails_with_its_name() throws Exception {
    Path file = write("a.csv.gz", "this is no gzip");

    assertThat(rows(finished(file.toString()))).singleElement().asString().contains("CUT_SHORT");
  }

  @Test
  void an_empty_file_is_said_to_be_empty() throws Exception {
    Path file = write("a.csv", "");

    assertThat(rows(finished(file.toString()))).isEmpty();
    assertThat(warnings).singleElement().asString().contains("a.csv is empty");
  }

  @Test
  void a_growing_file_is_followed_line_by_line() throws Exception {
    Path file = write("a.csv", "t,v\n1,");
    try (Source.Reader reader = following(file.toString()).open(Optional.empty(), Rows.table())) {
      assertThat(Rows.read(reader, 10)).isEmpty();
      append(file, "10\n2,20\n3,3");
      assertThat(Rows.read(reader, 10))
          .containsExactly("a.csv:2 files 1 [10.0] NONE", "a.csv:3 files 2 [20.0] NONE");
      append(file, "0\n");
      assertThat(Rows.read(reader, 10)).containsExactly("a.csv:4 files 3 [30.0] NONE");
    }
  }

  @Test
  void a_restart_in_a_growing_file_goes_on_at_the_line() throws Exception {
    Path file = write("a.csv", "t,v\n1,10\n2,2");
    Position here;
    try (Source.Reader reader = following(file.toString()).open(Optional.empty(), Rows.table())) {
      assertThat(Rows.read(reader, 10)).hasSize(1);
      here = reader.position();
    }
    append(file, "0\n3,30\n");
    try (Source.Reader reader = following(file.toString()).open(Optional.of(here), Rows.table())) {
      assertThat(Rows.read(reader, 10))
          .containsExactly("a.csv:3 files 2 [20.0] NONE", "a.csv:4 files 3 [30.0] NONE");
    }
  }

  @Test
  void where_it_stands_does_not_depend_on_how_far_ahead_it_looked() throws Exception {
    String file = write("a.csv", csv(3) + "\n\n").toString();
    List<Position> places = new ArrayList<>();
    for (int limit : new int[] {3, 10}) {
      try (Source.Reader reader = finished(file).open(Optional.empty(), Rows.table())) {
        Batch batch = new Batch(limit, 1);
        reader.poll(batch, limit, Duration.ZERO);
        assertThat(batch.size()).isEqualTo(3);
        places.add(reader.position());
      }
    }

    assertThat(finished(file).isBehind(places.getFirst(), places.getLast())).isFalse();
    assertThat(finished(file).isBehind(places.getLast(), places.getFirst())).isFalse();
    assertThat(Rows.read(finished(file), Optional.of(places.getFirst()), 10)).isEmpty();
    assertThat(Rows.read(finished(file), Optional.of(places.getLast()), 10)).isEmpty();
  }

  @Test
  void a_file_that_is_renamed_and_made_anew_is_read_to_its_end_and_then_the_new_one()
      throws Exception {
    Path file = write("a.csv", "t,v\n1,10\n");
    try (Source.Reader reader = following(file.toString()).open(Optional.empty(), Rows.table())) {
      assertThat(Rows.read(reader, 10)).hasSize(1);
      append(file, "2,20\n");
      Files.move(file, directory.resolve("a.csv.1"));
      write("a.csv", "t,v\n7,70\n");

      List<String> rows = readUntil(reader, 2);

      assertThat(rows)
          .containsExactly("a.csv:3 files 2 [20.0] NONE", "a.csv~1:2 files 7 [70.0] NONE");
      assertThat(warnings).singleElement().asString().contains("another file");
    }
  }

  @Test
  void a_file_that_appears_behind_the_one_that_is_followed_is_read_next() throws Exception {
    write("in/a.csv", "t,v\n1,10\n");
    Source source = following(directory.resolve("in").toString());
    try (Source.Reader reader = source.open(Optional.empty(), Rows.table())) {
      assertThat(Rows.read(reader, 10)).hasSize(1);
      write("in/b.csv", "t,v\n2,20\n");

      assertThat(readUntil(reader, 1)).containsExactly("b.csv:2 files 2 [20.0] NONE");
    }
  }

  @Test
  void a_file_that_is_not_the_one_that_was_read_is_read_from_its_beginning() throws Exception {
    Path file = write("a.csv", csv(10));
    Position here;
    try (Source.Reader reader = finished(file.toString()).open(Optional.empty(), Rows.table())) {
      Rows.read(reader, 3);
      here = reader.position();
    }
    write("a.csv", "t,v\n5,50\n" + "9,9\n".repeat(30));

    List<String> rows = Rows.read(finished(file.toString()), Optional.of(here), 10);

    assertThat(rows).hasSize(31);
    assertThat(rows.getFirst()).isEqualTo("a.csv~1:2 files 5 [50.0] NONE");
    assertThat(warnings).singleElement().asString().contains("not the file it was");
  }

  private List<String> readUntil(Source.Reader reader, int count) throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 2_000 && rows.size() < count; i++) {
      rows.addAll(Rows.read(reader, 10));
    }
    return rows;
  }

  private List<String> rows(Source source) throws Exception {
    return Rows.read(source, Optional.empty(), 100);
  }

  private Source finished(String path) {
    return source(path, false);
  }

  private Source following(String path) {
    return source(path, true);
  }

  private Source source(String path, boolean follow) {
    FileSettings settings =
        new FileSettings(
            path,
            follow,
            Optional.empty(),
            ',',
            TextSettings.LONGEST_LINE,
            RecordSettings.usual("files"));
    return new FileSource("files", settings, duration -> {}, warnings::add, log);
  }

  private static String csv(int rows) {
    StringBuilder text = new StringBuilder("t,v\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(i * i).append(i % 3 == 0 ? "\r\n" : "\n");
    }
    return text.toString();
  }

  private static String json(int rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append("{\"timestamp\":").append(1_700_000_000 + i).append(",\"v\":").append(i);
      text.append("}\n");
    }
    return text.toString();
  }

  private static String numbered(int rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append("{\"t\":").append(i).append(",\"v\":").append(i).append("}\n");
    }
    return text.toString();
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private Path compress(String name, String text) throws IOException {
    Path file = write(name, "");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
