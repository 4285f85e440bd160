package dev.weir.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.SeriesTable;
import dev.weir.series.DeadLetter;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad record becomes one dead letter that says why, and the next is read as ever. */
class DecoderTest {

  private static final String HEADER = "timestamp,series,value,other,label\n";
  private static final String GOOD = "2026-01-01 00:00:00,a,1.5,2,1\n";

  /** Each text is a source of its own. */
  private static SeriesTable table() {
    return Rows.table();
  }

  @Test
  void a_csv_record_has_time_series_values_and_label() throws IOException {
    Batch batch = csv(HEADER + GOOD);

    assertThat(Rows.of(batch)).containsExactly("2 a 2026-01-01T00:00:00Z [1.5, 2.0] ANOMALOUS");
    assertThat(batch.series(0).features()).containsExactly("value", "other");
  }

  @Test
  void a_json_record_has_the_same() throws IOException {
    Batch batch =
        json(
            "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"series\":\"a\",\"value\":1.5,"
                + "\"name\":\"x\",\"nested\":{\"deep\":[1,2]},\"other\":2,\"label\":true}\n");

    assertThat(Rows.of(batch)).containsExactly("1 a 2026-01-01T00:00:00Z [1.5, 2.0] ANOMALOUS");
    assertThat(batch.series(0).features()).containsExactly("value", "other");
  }

  @Test
  void columns_behind_the_label_are_not_values() throws IOException {
    Batch batch = csv("t,value,label,note\n1,2.5,0,anything\n");

    assertThat(Rows.of(batch)).containsExactly("2 test 1 [2.5] NORMAL");
  }

  @Test
  void without_a_time_records_are_numbered_by_their_lines() throws IOException {
    assertThat(Rows.of(csv("value\n5\n\n6\n")))
        .containsExactly("2 test 2 [5.0] NONE", "4 test 4 [6.0] NONE");
    assertThat(Rows.of(json("{\"v\":5}\n{\"v\":6}\n")))
        .containsExactly("1 test 1 [5.0] NONE", "2 test 2 [6.0] NONE");
  }

  @Test
  void a_missing_value_is_not_a_number_and_no_dead_letter() throws IOException {
    assertThat(Rows.of(csv("t,value\n1,\n"))).containsExactly("2 test 1 [NaN] NONE");
    assertThat(Rows.of(json("{\"t\":1,\"v\":2}\n{\"t\":2,\"v\":null}\n{\"t\":3,\"w\":1}\n")))
        .containsExactly("1 test 1 [2.0] NONE", "2 test 2 [NaN] NONE", "3 test 3 [NaN] NONE");
  }

  @Test
  void a_series_keeps_the_features_of_its_first_record() throws IOException {
    Batch batch =
        json(
            "{\"a\":1,\"b\":2}\n{\"b\":4,\"a\":3}\n{\"b\":6,\"c\":9,\"a\":5}\n{\"a\":7,\"b\":8}\n");

    assertThat(Rows.of(batch))
        .containsExactly(
            "1 test 1 [1.0, 2.0] NONE",
            "2 test 2 [3.0, 4.0] NONE",
            "3 test 3 [5.0, 6.0] NONE",
            "4 test 4 [7.0, 8.0] NONE");
  }

  @Test
  void quotes_stand_around_cells() throws IOException {
    Batch batch = csv("t,series,value\n1,\"a,\"\"b\"\"\",\"2.5\"\n");

    assertThat(Rows.of(batch)).containsExactly("2 a,\"b\" 1 [2.5] NONE");
  }

  @Test
  void a_byte_order_mark_is_passed_over() throws IOException {
    assertThat(Rows.of(csv("\uFEFFt,value\n1,2\n"))).containsExactly("2 test 1 [2.0] NONE");
    assertThat(Rows.of(json("\uFEFF{\"v\":2}\n"))).containsExactly("1 test 1 [2.0] NONE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026-01-01 00:00:00,a,1,2|RAGGED",
        "2026-01-01 00:00:00,a,1,2,0,9|RAGGED",
        "2026-01-01 00:00:00,a,abc,2,0|NOT_A_NUMBER",
        "2026-01-01 00:00:00,a,1_000,2,0|NOT_A_NUMBER",
        "2026-01-01 00:00:00,a,0x1F,2,0|NOT_A_NUMBER",
        "2026-01-01 00:00:00,a,true,2,0|NOT_A_NUMBER",
        "2026-01-01 00:00:00,a,1e400,2,0|NOT_FINITE",
        "2026-02-30 00:00:00,a,1,2,0|BAD_TIME",
        "yesterday,a,1,2,0|BAD_TIME",
        ",a,1,2,0|BAD_TIME",
        "2026-01-01 00:00:00,a,1,2,maybe|BAD_LABEL",
        "2026-01-01 00:00:00,a,1,2,2|BAD_LABEL",
        "2026-01-01 00:00:00,,1,2,0|BAD_SERIES",
        "2026-01-01 00:00:00,a\tb,1,2,0|BAD_SERIES",
        "\"2026-01-01 00:00:00,a,1,2,0|MALFORMED",
        "2026-01-01 00:00:00,\"a\"b,1,2,0|MALFORMED"
      })
  void a_bad_csv_line_is_one_dead_letter_that_names_its_place(String line, Reason reason)
      throws IOException {
    Batch batch = csv(HEADER + GOOD + line.replace("\\t", "\t") + "\n" + GOOD);

    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.isSettled(0)).isFalse();
    assertThat(batch.status(1)).isEqualTo(Status.DEAD_LETTERED);
    DeadLetter letter = batch.deadLetter(1);
    assertThat(letter.reason()).isEqualTo(reason);
    assertThat(letter.detail()).startsWith("test:3: ").hasSizeGreaterThan(20);
    assertThat(batch.label(2)).isEqualTo(Label.ANOMALOUS);
    assertThat(batch.rows().point(2)).containsExactly(1.5, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|MALFORMED",
        "[]|MALFORMED",
        "1|MALFORMED",
        "null|MALFORMED",
        "{\"v\":1}{\"v\":2}|MALFORMED",
        "{\"v\":1} x|MALFORMED",
        "{\"v\":1,\"v\":2}|MALFORMED",
        "{\"v\":01}|MALFORMED",
        "{\"v\":+1}|MALFORMED",
        "{v:1}|MALFORMED",
        "{\"name\":\"no value\"}|MALFORMED",
        "{}|MALFORMED",
        "{\"v\":1e400}|NOT_FINITE",
        "{\"v\":1e1000000000}|NOT_FINITE",
        "{\"v\":1,\"timestamp\":\"2026-01-01\"}|BAD_TIME",
        "{\"v\":1,\"t\":1.5}|BAD_TIME",
        "{\"v\":1,\"label\":\"maybe\"}|BAD_LABEL",
        "{\"v\":1,\"label\":[]}|BAD_LABEL",
        "{\"v\":1,\"series\":\"\"}|BAD_SERIES",
        "{\"v\":1,\"series\":null}|BAD_SERIES",
        "{\"v\":1,\"series\":{}}|BAD_SERIES",
        "{\"v\":1,\"series\":\"a\\u0000b\"}|BAD_SERIES"
      })
  void a_bad_json_line_is_one_dead_letter_that_names_its_place(String line, Reason reason)
      throws IOException {
    Batch batch = json("{\"v\":1}\n" + line + "\n{\"v\":2}\n");

    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.status(1)).isEqualTo(Status.DEAD_LETTERED);
    assertThat(batch.deadLetter(1).reason()).isEqualTo(reason);
    assertThat(batch.deadLetter(1).detail()).startsWith("test:2: ").hasSizeGreaterThan(20);
    assertThat(batch.rows().point(2)).containsExactly(2);
  }

  @Test
  void what_would_cost_much_is_refused_early() throws IOException {
    String deep = "{\"v\":1,\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}\n";
    String wide = "{\"v\":1,\"x\":[" + "0,".repeat(200_000) + "0]}\n";
    String name = "{\"v\":1,\"" + "n".repeat(50_001) + "\":1}\n";
    String number = "{\"v\":" + "1".repeat(1_001) + "}\n";
    Batch batch = json("{\"v\":1}\n" + deep + wide + name + number + "{\"v\":2}\n");

    assertThat(batch.size()).isEqualTo(6);
    for (int row = 1; row < 5; row++) {
      assertThat(batch.status(row)).isEqualTo(Status.DEAD_LETTERED);
      assertThat(batch.deadLetter(row).head()).hasSizeLessThanOrEqualTo(DeadLetter.HEAD);
    }
    assertThat(batch.rows().point(5)).containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timestamp,series,label",
        "timestamp",
        "label",
        "t,series",
        "\"a,b",
        "timestamp,label,x"
      })
  void a_header_without_values_is_one_dead_letter_and_nothing_is_read_under_it(String header)
      throws IOException {
    Batch batch = new Batch(10, 1);
    batch.clear(new Batch.Stream("test", 0, (high, low) -> "" + low));
    RecordReader reader = reader(header + "\n1,2,3\n", LineFormat.CSV);

    assertThat(reader.read(batch, 10, true)).isEqualTo(RecordReader.Reached.GIVEN_UP);
    assertThat(batch.size()).isEqualTo(1);
    assertThat(batch.deadLetter(0).detail())
        .startsWith("test:1: nothing is read under this header");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2.5,0|'1' is not a column name",
        "value,1e3|'1e3' is not a column name",
        "2026-01-01 00:00:00,a|'2026-01-01 00:00:00' is not a column name"
      })
  void refuses_a_first_line_that_is_not_a_header_with_a_remedy(String line, String why)
      throws IOException {
    String text = line + "\n" + line + "\n";

    assertThat(refusal(text))
        .contains(why)
        .contains("looks like data", "name the columns by columns", "put a header in front of it");
    assertThat(
            RecordReader.headerProblem(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new TextSettings(
                    LineFormat.CSV, ',', TextSettings.LONGEST_LINE, RecordSettings.usual("test"))))
        .hasValueSatisfying(problem -> assertThat(problem).contains(why));
  }

  @Test
  void a_column_may_be_called_by_a_number_that_settings_choose() throws IOException {
    RecordSettings settings = new RecordSettings("", "", "", List.of("1"), "test");

    assertThat(Rows.of(batch(reader("t,1\n7,2.5\n", LineFormat.CSV, settings))))
        .containsExactly("2 test 7 [2.5] NONE");
  }

  @Test
  void a_text_that_is_not_a_time_names_its_place_and_how_times_are_written() throws IOException {
    assertThat(csv("timestamp,v\nnonsense,1\n").deadLetter(0).detail())
        .contains("column 'timestamp' holds 'nonsense'", "1677-09-21", "2026-01-01T00:00:00Z");
    assertThat(json("{\"timestamp\":\"nonsense\",\"v\":1}\n").deadLetter(0).detail())
        .contains("field 'timestamp' holds 'nonsense'", "1677-09-21", "2026-01-01T00:00:00Z");
    assertThat(csv("t,v\n1.5,1\n").deadLetter(0).detail())
        .contains("column 't' holds '1.5'", "no whole number");
  }

  @Test
  void an_object_with_nothing_but_nested_numbers_says_that_they_are_not_read() throws IOException {
    assertThat(json("{\"a\":{\"v\":1}}\n").deadLetter(0).detail()).contains("nested objects");
  }

  /** Text has a replacement for them: after a restart the series would be another. */
  @Test
  void refuses_a_key_that_is_not_text_in_every_format() throws IOException {
    for (byte[] key :
        List.of(
            new byte[] {'a', (byte) 0xFF},
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xE2, (byte) 0x82})) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      line.writeBytes("t,series,v\n1,".getBytes(StandardCharsets.UTF_8));
      line.writeBytes(key);
      line.writeBytes(",2\n".getBytes(StandardCharsets.UTF_8));
      Batch csv =
          batch(
              new RecordReader(
                  new ByteArrayInputStream(line.toByteArray()),
                  new TextSettings(
                      LineFormat.CSV, ',', TextSettings.LONGEST_LINE, RecordSettings.usual("test")),
                  table(),
                  new RecordLocation("test", 0)));
      Batch fields = new Batch(1, 1);
      fields.clear(new Batch.Stream("test", 0, (high, low) -> "" + low));
      new FieldsDecoder(RecordSettings.usual("test"), table(), Optional.empty())
          .decode(
              List.of(
                  "series".getBytes(StandardCharsets.UTF_8),
                  key,
                  "v".getBytes(StandardCharsets.UTF_8),
                  "1".getBytes(StandardCharsets.UTF_8)),
              new RecordLocation("test", 0),
              fields);

      assertThat(csv.deadLetter(0).reason()).isEqualTo(Reason.BAD_SERIES);
      assertThat(fields.deadLetter(0).reason()).isEqualTo(Reason.BAD_SERIES);
    }
    assertThat(json("{\"series\":\"a\\ud800\",\"v\":1}\n").deadLetter(0).reason())
        .isEqualTo(Reason.BAD_SERIES);
    assertThat(json("{\"series\":\"\\ud83d\\ude00\",\"v\":1}\n").series(0).key())
        .isEqualTo("\uD83D\uDE00");
  }

  /** What the one dead letter says that is all that comes of the text. */
  private String refusal(String text) throws IOException {
    Batch batch = new Batch(10, 1);
    batch.clear(new Batch.Stream("test", 0, (high, low) -> "" + low));
    assertThat(reader(text, LineFormat.CSV).read(batch, 10, true))
        .isEqualTo(RecordReader.Reached.GIVEN_UP);
    assertThat(batch.size()).isEqualTo(1);
    return batch.deadLetter(0).detail();
  }

  @Test
  void values_stand_in_the_order_of_the_setting_in_every_format() throws IOException {
    RecordSettings settings = new RecordSettings("t", "", "", List.of("a", "b", "c"), "test");

    Batch csv = batch(reader("c,t,a,b\n3,7,1,2\n", LineFormat.CSV, settings));
    Batch json =
        batch(
            reader(
                "{\"c\":3,\"t\":7,\"a\":1,\"b\":2}\n{\"b\":5,\"a\":4,\"t\":8,\"c\":6}\n"
                    + "{\"c\":9,\"t\":9,\"a\":7,\"b\":8}\n",
                LineFormat.JSONL,
                settings));
    Batch fields = new Batch(1, 1);
    fields.clear(new Batch.Stream("test", 0, (high, low) -> "" + low));
    new FieldsDecoder(settings, table(), Optional.empty())
        .decode(
            Stream.of("c", "3", "t", "7", "a", "1", "b", "2")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList(),
            new RecordLocation("test", 0),
            fields);

    assertThat(Rows.of(csv)).containsExactly("2 test 7 [1.0, 2.0, 3.0] NONE");
    assertThat(Rows.of(json))
        .containsExactly(
            "1 test 7 [1.0, 2.0, 3.0] NONE",
            "2 test 8 [4.0, 5.0, 6.0] NONE",
            "3 test 9 [7.0, 8.0, 9.0] NONE");
    assertThat(Rows.of(fields)).containsExactly("0 test 7 [1.0, 2.0, 3.0] NONE");
    for (Batch batch : List.of(csv, json, fields)) {
      assertThat(batch.series(0).features()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void chosen_columns_are_used_whatever_they_are_called() throws IOException {
    RecordSettings settings =
        new RecordSettings("when", "sensor", "injected", List.of("metric"), "test");
    String text = "injected,metric,when,sensor,comment\n1,2.5,1700000000,s1,hello\n";

    assertThat(Rows.of(batch(reader(text, LineFormat.CSV, settings))))
        .containsExactly("2 s1 2023-11-14T22:13:20Z [2.5] ANOMALOUS");
  }

  private Batch csv(String text) throws IOException {
    return batch(reader(text, LineFormat.CSV));
  }

  private Batch json(String text) throws IOException {
    return batch(reader(text, LineFormat.JSONL));
  }

  private static Batch batch(RecordReader reader) throws IOException {
    Batch batch = new Batch(100, 1);
    batch.clear(new Batch.Stream("test", 0, (high, low) -> "" + low));
    assertThat(reader.read(batch, 100, true)).isEqualTo(RecordReader.Reached.END);
    return batch;
  }

  private RecordReader reader(String text, LineFormat format) {
    return reader(text, format, RecordSettings.usual("test"));
  }

  private RecordReader reader(String text, LineFormat format, RecordSettings settings) {
    return new RecordReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        new TextSettings(format, ',', TextSettings.LONGEST_LINE, settings),
        table(),
        new RecordLocation("test", 0));
  }
}
