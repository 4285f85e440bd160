package dev.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.file.content.FileReading;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.engine.Batch;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON documents and UTF-16 in files are found out and read as lines of records. */
class DocumentFilesTest {

  private static final int LOOKS = 400;

  @TempDir private Path folder;

  private Optional<Position> saved = Optional.empty();

  private String statement(String name) {
    return switch (FileReading.of(folder.resolve(name), Setup.open("file"))) {
      case Reading.Decided decided -> decided.statement();
      case Reading.Ambiguous ambiguous -> "ambiguous: " + ambiguous.question();
      case Reading.Unreadable unreadable -> "unreadable: " + unreadable.reason();
    };
  }

  private List<String> read(String name, boolean follow, int most) throws Exception {
    FileSettings settings =
        new FileSettings(folder.resolve(name).toString(), follow, Setup.open("file"));
    Source source =
        new FileSource(
            "file",
            settings,
            unused -> {},
            new FileSource.Voices(unused -> {}, unused -> {}),
            new FileSource.Logs(DecisionLog.none(), DecisionLog.none()));
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(10, 16);
    try (Source.Reader reader = source.open(saved, Rows.table())) {
      for (int idle = 0; idle < LOOKS && rows.size() < most; ) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        Source.State state = reader.poll(batch, Math.min(7, most - rows.size()), Duration.ZERO);
        Rows.of(batch).forEach(row -> rows.add(row.replaceFirst(" NONE$", "")));
        if (state == Source.State.ENDED) {
          break;
        }
        idle = batch.size() > 0 ? 0 : idle + 1;
      }
      saved = Optional.of(new Position(reader.position().value()));
    }
    return rows;
  }

  private List<String> read(String name) throws Exception {
    return read(name, false, Integer.MAX_VALUE);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String prometheus(int points) {
    StringBuilder text =
        new StringBuilder(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
    for (String host : List.of("a", "b")) {
      text.append(host.equals("a") ? "" : ",")
          .append("{\"metric\":{\"__name__\":\"load1\",\"instance\":\"%s:9100\"},".formatted(host))
          .append("\"values\":[");
      for (int i = 0; i < points; i++) {
        text.append(i == 0 ? "" : ",")
            .append("[%d,\"%s\"]".formatted(1772323200 + 15 * i, i == 2 ? "NaN" : i + ".5"));
      }
      text.append("]}");
    }
    return text.append("]}}").toString();
  }

  @Test
  void an_answer_of_prometheus_has_a_series_for_each_set_of_labels() throws Exception {
    write("answer.json", prometheus(30));
    assertThat(statement("answer.json"))
        .isEqualTo("reads time 'timestamp', series 'series', value 'value'");
    List<String> rows = read("answer.json");
    assertThat(rows)
        .hasSize(60)
        .startsWith(
            "answer.json:1 load1{instance=\"a:9100\"} 2026-03-01T00:00:00Z [0.5]",
            "answer.json:2 load1{instance=\"a:9100\"} 2026-03-01T00:00:15Z [1.5]",
            "answer.json:3 load1{instance=\"a:9100\"} 2026-03-01T00:00:30Z [NaN]")
        .endsWith("answer.json:60 load1{instance=\"b:9100\"} 2026-03-01T00:07:15Z [29.5]");
  }

  @Test
  void reading_goes_on_in_the_middle_of_a_document() throws Exception {
    write("answer.json", prometheus(30));
    List<String> all = read("answer.json");
    for (int cut : new int[] {1, 29, 30, 31, 59}) {
      saved = Optional.empty();
      List<String> rows = new ArrayList<>(read("answer.json", true, cut));
      assertThat(rows).hasSize(cut);
      rows.addAll(read("answer.json", true, 60 - cut));
      assertThat(rows).isEqualTo(all);
    }
  }

  @Test
  void a_compressed_document_is_read_like_a_plain_one() throws Exception {
    write("answer.json", prometheus(30));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(prometheus(30).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("packed.json.gz"), bytes.toByteArray());
    List<String> plain = read("answer.json");
    saved = Optional.empty();
    assertThat(read("packed.json.gz"))
        .isEqualTo(
            plain.stream().map(row -> row.replace("answer.json", "packed.json.gz")).toList());
  }

  @Test
  void a_document_that_breaks_off_is_said_where_it_does() throws Exception {
    String whole = prometheus(30);
    write("answer.json", whole.substring(0, whole.length() - 10));
    List<String> rows = read("answer.json");
    assertThat(rows).hasSize(31).last().asString().contains("CUT_SHORT");
  }

  @Test
  void utf_16_is_read_in_both_orders() throws Exception {
    String text = "\uFEFFZeit;Temp [°C]\r\n01.03.2026 00:00;1,5\r\n13.03.2026 00:10;2,5";
    for (String charset : List.of("UTF-16LE", "UTF-16BE")) {
      for (String end : List.of("\r\n", "")) {
        Files.write(folder.resolve("in.csv"), (text + end).getBytes(Charset.forName(charset)));
        saved = Optional.empty();
        assertThat(statement("in.csv"))
            .isEqualTo(
                "reads time 'Zeit' as d.M.yyyy HH:mm (no zone: UTC), one series,"
                    + " value 'Temp [°C]'");
        assertThat(read("in.csv"))
            .containsExactly(
                "in.csv:2 file 2026-03-01T00:00:00Z [1.5]",
                "in.csv:3 file 2026-03-13T00:10:00Z [2.5]");
      }
    }
  }

  @Test
  void utf_16_that_is_longer_than_a_buffer_keeps_each_character() throws Exception {
    StringBuilder text = new StringBuilder("\uFEFFtime,name,v\n");
    for (int i = 0; i < 3_000; i++) {
      text.append(
          "2026-03-01T%02d:%02d:%02dZ,\uD83D\uDE00%d,%d%n"
              .formatted(i / 3600, i / 60 % 60, i % 60, i % 3, i));
    }
    Files.write(folder.resolve("in.csv"), text.toString().getBytes(StandardCharsets.UTF_16LE));
    List<String> rows = read("in.csv");
    assertThat(rows)
        .hasSize(3_000)
        .last()
        .isEqualTo("in.csv:3001 \uD83D\uDE002 2026-03-01T00:49:59Z [2999.0]");
    assertThat(rows).allMatch(row -> row.contains(" \uD83D\uDE00"));
  }

  @Test
  void a_utf_16_file_that_grows_is_read_on() throws Exception {
    Path file = folder.resolve("in.csv");
    Files.write(file, "\uFEFFtime,v\n2026-03-01T00:00:00Z,1\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(read("in.csv", true, 9)).containsExactly("in.csv:2 file 2026-03-01T00:00:00Z [1.0]");
    byte[] more = "2026-03-01T00:00:01Z,2\n".getBytes(StandardCharsets.UTF_16LE);
    Files.write(file, more, java.nio.file.StandardOpenOption.APPEND);
    assertThat(read("in.csv", true, 9)).containsExactly("in.csv:3 file 2026-03-01T00:00:01Z [2.0]");
  }
}
