package dev.weir.connectors.stdin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.Rows;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Source;
import dev.weir.engine.SourceRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StdinReadAsItComesTest {

  private final List<String> notes = new ArrayList<>();
  private final Log log = new Log();

  private static final class Log implements DecisionLog {
    private final List<String> decisions = new ArrayList<>();

    @Override
    public List<String> read() {
      return List.copyOf(decisions);
    }

    @Override
    public void append(String decision) {
      decisions.add(decision);
    }

    @Override
    public void replace(List<String> others) {
      throw new UnsupportedOperationException();
    }
  }

  /** Gives so many bytes at a time. */
  private static InputStream drops(String text, int size) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, size));
      }
    };
  }

  private List<String> read(LineFormat format, String text) throws Exception {
    return read(Optional.of(format), text);
  }

  private List<String> readOfAnyFormat(String text) throws Exception {
    return read(Optional.empty(), text);
  }

  private List<String> read(Optional<LineFormat> format, String text) throws Exception {
    List<String> rows = read(format, drops(text, 64 * 1024));
    // However it is cut, the same comes out.
    log.decisions.clear();
    for (int size : List.of(1, 3, 17)) {
      assertThat(read(format, drops(text, size))).isEqualTo(rows);
      log.decisions.clear();
    }
    return rows;
  }

  private List<String> read(LineFormat format, InputStream in) throws Exception {
    return read(Optional.of(format), in);
  }

  private List<String> read(Optional<LineFormat> format, InputStream in) throws Exception {
    Setup setup =
        new Setup(
            format,
            Optional.empty(),
            TextSettings.LONGEST_LINE,
            RecordSettings.usual("in"),
            Setup.open("in").layout());
    Source source = new StdinSource("in", setup, in, log, notes::add);
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(10, 1);
    try (Source.Reader reader = source.open(Optional.empty(), Rows.table())) {
      Source.State state = Source.State.IDLE;
      while (state != Source.State.ENDED) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        state = reader.poll(batch, 10, Duration.ofSeconds(10));
        rows.addAll(Rows.of(batch));
      }
    }
    return rows;
  }

  @Test
  void the_first_object_says_where_the_time_is() throws Exception {
    assertThat(
            read(
                LineFormat.JSONL,
                """
                {"ts":1772323200,"host":"a","temp":"21.5"}
                {"ts":1772323260,"host":"b","temp":"22"}
                """))
        .containsExactly(
            "1 a 2026-03-01T00:00:00Z [21.5] NONE", "2 b 2026-03-01T00:01:00Z [22.0] NONE");
    assertThat(notes.getFirst())
        .isEqualTo("reads time 'ts' as epoch-s, series 'host', value 'temp'");
  }

  @Test
  void objects_that_cannot_be_read_decide_nothing() throws Exception {
    assertThat(
            read(
                LineFormat.JSONL,
                """
                {"status":"online","fw":"1.2"}
                not even an object, since 2026-03-01 00:00:00
                {"Zeit":"2026-03-01T00:00:00Z","w":1}
                """))
        .hasSize(3)
        .last()
        .isEqualTo("3 in 2026-03-01T00:00:00Z [1.0] NONE");
  }

  @Test
  void lines_of_csv_that_are_read_as_json_name_the_format() throws Exception {
    List<String> rows =
        read(LineFormat.JSONL, "Zeit;Anlage;kW\n13.03.2026 00:00;nord;1,5\n{\"kW\":1,}\n");

    assertThat(rows).hasSize(3).allMatch(row -> row.contains("MALFORMED"));
    assertThat(rows.subList(0, 2)).allMatch(row -> row.endsWith("read with format = csv"));
    assertThat(rows.getLast()).doesNotContain("format = csv");
  }

  @Test
  void the_first_row_of_csv_says_how_it_is_read() throws Exception {
    assertThat(read(LineFormat.CSV, "# station 7\nZeit;Anlage;kW\n13.03.2026 00:00;nord;1,5\n\n"))
        .containsExactly("3 nord 2026-03-13T00:00:00Z [1.5] NONE");
  }

  @Test
  void csv_without_a_time_is_read_when_it_ends() throws Exception {
    assertThat(read(LineFormat.CSV, "a;b\n1,5;2\n2,5;3\n"))
        .containsExactly("2 in 2 [1.5, 2.0] NONE", "3 in 3 [2.5, 3.0] NONE");
  }

  @Test
  void without_a_format_the_first_lines_tell_it() throws Exception {
    assertThat(readOfAnyFormat("Zeit;Anlage;kW\n13.03.2026 00:00;nord;1,5\n"))
        .containsExactly("2 nord 2026-03-13T00:00:00Z [1.5] NONE");
    assertThat(readOfAnyFormat("\n\n{ \"ts\":1772323200,\"v\":1}\n{\"ts\":1772323260,\"v\":2}"))
        .containsExactly(
            "3 in 2026-03-01T00:00:00Z [1.0] NONE", "4 in 2026-03-01T00:01:00Z [2.0] NONE");
    assertThat(readOfAnyFormat("\uFEFFtime,v\n2026-03-01T00:00:00Z,1\n"))
        .containsExactly("2 in 2026-03-01T00:00:00Z [1.0] NONE");
    assertThat(readOfAnyFormat("")).isEmpty();
    assertThat(readOfAnyFormat("\n \n")).isEmpty();
    assertThat(readOfAnyFormat("\n\ntime,v\n2026-03-01T00:00:00Z,1"))
        .containsExactly("4 in 2026-03-01T00:00:00Z [1.0] NONE");
  }

  @Test
  void without_a_format_a_line_in_front_of_objects_decides_nothing() throws Exception {
    assertThat(readOfAnyFormat("starting at 2026-03-01\n{\"ts\":1772323200,\"v\":1}\n"))
        .hasSize(2)
        .last()
        .isEqualTo("2 in 2026-03-01T00:00:00Z [1.0] NONE");
  }

  @Test
  void without_a_format_cells_that_hold_objects_are_those_of_csv() {
    String row = "2026-03-01T00:00:00Z,1,\"{\"\"a\"\":2}\"\n";
    assertThatThrownBy(() -> readOfAnyFormat("time,v,tags\n" + row))
        .isInstanceOf(SourceRefusedException.class)
        .hasMessageContaining("'tags' holds the text '{\"a\":2}'");
  }

  @Test
  void without_a_format_documents_of_json_are_refused_with_what_takes_their_records_out() {
    for (String text : List.of("[{\"v\":1}]", "[\n{\"v\":1}\n]\n", "{\n\"v\":1\n}\n", "{", "[")) {
      assertThatThrownBy(() -> readOfAnyFormat(text))
          .as(text)
          .isInstanceOf(SourceRefusedException.class)
          .hasMessageContaining("jq -c")
          .hasMessageContaining("format");
    }
  }

  @Test
  void a_decision_made_under_a_format_holds_where_the_format_is_told_from_the_lines()
      throws Exception {
    read(LineFormat.JSONL, drops("{\"ts\":1772323200,\"temp\":1}\n", 100));
    String other = "{\"at\":\"2026-03-01T00:00:00Z\",\"ts\":1772323260,\"temp\":2}\n";
    assertThat(read(Optional.empty(), drops(other, 100)))
        .containsExactly("1 in 2026-03-01T00:01:00Z [2.0] NONE");
    assertThat(read(Optional.empty(), drops("time,v\n2026-03-01T00:00:00Z,1\n", 100)))
        .containsExactly("2 in 2026-03-01T00:00:00Z [1.0] NONE");
  }

  @Test
  void many_rows_without_a_time_are_read_before_it_ends() throws Exception {
    assertThat(read(LineFormat.CSV, "a;b\n" + "1,5;2\n".repeat(300))).hasSize(300);
  }

  @Test
  void usual_names_are_read_as_ever() throws Exception {
    assertThat(read(LineFormat.CSV, "t,v\n1,10\n2,20"))
        .containsExactly("2 in 1 [10.0] NONE", "3 in 2 [20.0] NONE");
    assertThat(read(LineFormat.JSONL, "{\"v\":1}\n{\"v\":2,\"note\":\"x\"}\n"))
        .containsExactly("1 in 1 [1.0] NONE", "2 in 2 [2.0] NONE");
  }

  @Test
  void what_one_record_cannot_tell_is_refused_at_once() {
    for (String text :
        List.of(
            "when,v\n01/02/2026 00:00,1\n13/02/2026 00:00,2\n",
            "opened,closed,v\n2026-01-01 00:00:00,2026-01-02 00:00:00,1\n",
            "time,boiler number five,v\n2026-01-01 00:00:00,x,1\n")) {
      assertThatThrownBy(() -> read(LineFormat.CSV, text))
          .as(text)
          .isInstanceOf(SourceRefusedException.class)
          .hasMessageContaining("record.")
          .hasMessageContaining("weir infer FILE");
    }
  }

  @Test
  void a_restart_keeps_the_decision() throws Exception {
    read(LineFormat.JSONL, drops("{\"ts\":1772323200,\"temp\":1}\n", 100));
    // By itself this record would be read by 'at'.
    assertThat(
            read(
                LineFormat.JSONL,
                drops("{\"at\":\"2026-03-01T00:00:00Z\",\"ts\":1772323260,\"temp\":2}\n", 100)))
        .containsExactly("1 in 2026-03-01T00:01:00Z [2.0] NONE");
  }

  @Test
  void a_decision_that_cannot_be_noted_lets_no_record_through() {
    DecisionLog broken =
        new DecisionLog() {
          @Override
          public List<String> read() {
            return List.of();
          }

          @Override
          public void append(String decision) throws IOException {
            throw new IOException("the disk is full");
          }

          @Override
          public void replace(List<String> decisions) {}
        };
    Setup setup =
        new Setup(
            Optional.of(LineFormat.JSONL),
            Optional.empty(),
            TextSettings.LONGEST_LINE,
            RecordSettings.usual("in"),
            Setup.open("in").layout());
    Source source = new StdinSource("in", setup, drops("{}", 1), broken, notes::add);
    assertThatThrownBy(() -> source.open(Optional.empty(), Rows.table()))
        .hasMessage("the disk is full");
  }
}
