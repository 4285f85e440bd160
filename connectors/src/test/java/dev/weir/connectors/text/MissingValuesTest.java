package dev.weir.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.connectors.text.value.Missing;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.connectors.text.value.TimeSettings;
import dev.weir.engine.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A missing value costs its own column only, however it is written. */
class MissingValuesTest {

  private static final RecordSettings USUAL = RecordSettings.usual("s");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "NaN",
        "nan",
        "NA",
        "N/A",
        "n/a",
        "null",
        "NULL",
        "None",
        "-",
        "---",
        "unavailable",
        "unknown",
        "#N/A",
        "?",
        "MM",
        "inf",
        "-Infinity",
        "[Not Supported]",
        "Bad Input"
      })
  void a_word_for_it_is_a_missing_value(String word) throws IOException {
    assertThat(csv("t,a,b\n1,2.5,%s\n".formatted(word), USUAL))
        .containsExactly("2 s 1 [2.5, NaN] NONE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "Störung", "ERR7", "0x1F", "1,5.2"})
  void another_word_is_a_dead_letter_that_names_the_setting(String word) throws IOException {
    assertThat(csv("t,a,b\n1,2.5,\"%s\"\n".formatted(word), USUAL))
        .singleElement()
        .asString()
        .contains("column 'b'", "record.missing");
  }

  @Test
  void words_and_numbers_can_be_named() throws IOException {
    Missing missing = new Missing(List.of("ERR7"), List.of(-999.0), Map.of("b", List.of(65535.0)));
    RecordSettings settings = with(new NumberSettings("", missing, Map.of()));

    assertThat(csv("t,a,b\n1,err7,-999\n2,-999.0,65535\n3,65535,1\n", settings))
        .containsExactly(
            "2 s 1 [NaN, NaN] NONE", "3 s 2 [NaN, NaN] NONE", "4 s 3 [65535.0, 1.0] NONE");
  }

  @Test
  void numbers_can_be_named_for_json_as_well() throws IOException {
    Missing missing = new Missing(List.of(), List.of(-200.0), Map.of("b", List.of(-1.0)));
    RecordSettings settings = with(new NumberSettings("", missing, Map.of()));
    String text =
        "{\"t\":1,\"a\":1,\"b\":2}\n{\"t\":2,\"a\":-200,\"b\":-1}\n{\"t\":3,\"a\":-1,\"b\":2}\n";

    assertThat(json(text, settings))
        .containsExactly(
            "1 s 1 [1.0, 2.0] NONE", "2 s 2 [NaN, NaN] NONE", "3 s 3 [-1.0, 2.0] NONE");
  }

  @Test
  void nan_without_quotes_is_missing_in_json() throws IOException {
    assertThat(json("{\"t\":1,\"a\":1,\"b\":NaN}\n{\"t\":2,\"a\":NaN,\"b\":2}\n", USUAL))
        .containsExactly("1 s 1 [1.0, NaN] NONE", "2 s 2 [NaN, 2.0] NONE");
  }

  @Test
  void a_decimal_comma_thousands_and_units_are_read() throws IOException {
    RecordSettings comma = with(new NumberSettings(",", Missing.USUAL, Map.of()));
    RecordSettings point = with(new NumberSettings(".", Missing.USUAL, Map.of("b", "W")));

    assertThat(csv("t;a;b\n1;21,5;1.234,56\n2;-3;12 %\n", comma, ';'))
        .containsExactly("2 s 1 [21.5, 1234.56] NONE", "3 s 2 [-3.0, 12.0] NONE");
    assertThat(csv("t,a,b\n1,\"1,234.5\",38.6 W\n2,$7,1W\n", point))
        .containsExactly("2 s 1 [1234.5, 38.6] NONE", "3 s 2 [7.0, 1.0] NONE");
  }

  @Test
  void a_repeated_header_and_rows_without_any_text_are_passed_over() throws IOException {
    assertThat(csv("timestamp,a\n2026-03-01,1\ntimestamp,a\n,\n2026-03-02,2\n", USUAL))
        .containsExactly(
            "2 s 2026-03-01T00:00:00Z [1.0] NONE", "5 s 2026-03-02T00:00:00Z [2.0] NONE");
  }

  @Test
  void a_refused_first_record_decides_nothing() throws IOException {
    assertThat(json("{\"fw\":\"1.4\"}\n{\"timestamp\":\"2026-03-01T00:00:00Z\",\"v\":1}\n", USUAL))
        .hasSize(2)
        .last()
        .isEqualTo("2 s 2026-03-01T00:00:00Z [1.0] NONE");
  }

  private static RecordSettings with(NumberSettings numbers) {
    return new RecordSettings(
        TimeSettings.USUAL, List.of(), "", List.of(), List.of(), numbers, "s");
  }

  private static List<String> csv(String text, RecordSettings settings) throws IOException {
    return csv(text, settings, ',');
  }

  private static List<String> csv(String text, RecordSettings settings, char separator)
      throws IOException {
    return read(text, new TextSettings(LineFormat.CSV, separator, 1 << 20, settings));
  }

  private static List<String> json(String text, RecordSettings settings) throws IOException {
    return read(text, new TextSettings(LineFormat.JSONL, ',', 1 << 20, settings));
  }

  private static List<String> read(String text, TextSettings settings) throws IOException {
    RecordReader reader =
        new RecordReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            settings,
            Rows.table(),
            new RecordLocation("test", 0));
    Batch batch = new Batch(100, 10);
    batch.clear(new Batch.Stream("test", 0, (high, low) -> "" + low));
    reader.read(batch, 100, true);
    return Rows.of(batch);
  }
}
