package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers with a unit behind them or a currency in front of them are read. */
class UnitsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1%d,78 €|1%d.78",
        "€ 1%d,78|1%d.78",
        "€1%d,78|1%d.78",
        "£ 1%d.25|1%d.25",
        "£1%d.25|1%d.25",
        "USD 1%d.25|1%d.25",
        "1%d.25 CHF|1%d.25",
        "1%d Stk.|1%d.0",
        "1%d,5 Stück|1%d.5",
        "1%d.5 °C|1%d.5",
        "15 38%d,46 €|1538%d.46",
        "15\u00A038%d,46\u00A0€|1538%d.46",
        "15\u202F38%d,46\u202F€|1538%d.46",
        "15 38%d|1538%d.0",
        "15\u00A038%d|1538%d.0",
        "15\u202F38%d,46|1538%d.46",
        "15\u200938%d,46|1538%d.46",
        "15\u200738%d.46|1538%d.46",
        "-1%d.5 kWh|-1%d.5",
        "1%d.5$|1%d.5"
      })
  void a_unit_that_all_cells_have_is_cut_off(String cell, String value) throws IOException {
    StringBuilder text = new StringBuilder("When;Preis\n");
    for (int i = 1; i <= 9; i++) {
      text.append("2026-03-0%d 00:00:00;%s\n".formatted(i, cell.formatted(i)));
    }

    for (List<String> values : List.of(List.<String>of(), List.of("Preis"))) {
      assertThat(rows(text.toString(), values).getLast())
          .contains("2026-03-09T00:00:00Z [%s]".formatted(value.formatted(9)));
    }
  }

  /** The sign behind a number, brackets, texts of spreadsheets, and groups as in India. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1%d,78-|-1%d.78",
        "1%d,78+|1%d.78",
        "1%d.78-|-1%d.78",
        "1.02%d,50-|-102%d.5",
        "(1%d.78)|-1%d.78",
        "(1,02%d.78)|-102%d.78",
        "(1%d,78)|-1%d.78",
        "(1%d)|-1%d.0",
        "$(1%d.78)|-1%d.78",
        "($1%d.78)|-1%d.78",
        "=\"1%d.78\"|1%d.78",
        "\"=\"\"1%d.78\"\"\"|1%d.78",
        "51,10,10%d.50|511010%d.5",
        "1,10,10%d|11010%d.0",
        "10,15,10%d.5|101510%d.5"
      })
  void accounts_and_spreadsheets_are_read(String cell, String value) throws IOException {
    StringBuilder text = new StringBuilder("When;Preis\n");
    for (int i = 1; i <= 9; i++) {
      text.append("2026-03-0%d 00:00:00;%s\n".formatted(i, cell.formatted(i)));
    }

    for (List<String> values : List.of(List.<String>of(), List.of("Preis"))) {
      assertThat(rows(text.toString(), values).getLast())
          .contains("2026-03-09T00:00:00Z [%s]".formatted(value.formatted(9)));
    }
  }

  @Test
  void times_may_be_texts_of_spreadsheets_as_well() throws IOException {
    String row = "\"=\"\"2026-03-0%d 00:00:00\"\"\",\"=\"\"1%1$d.5\"\"\"\n";
    String text = "time,temp\n" + row.formatted(1) + row.formatted(2) + row.formatted(3);

    assertThat(rows(text, List.of()).getLast()).contains("2026-03-03T00:00:00Z [13.5]");
  }

  @Test
  void a_series_of_words_beside_series_of_numbers_has_missing_values() throws IOException {
    StringBuilder text = new StringBuilder("entity_id,state,last_changed\n");
    for (int i = 0; i < 30; i++) {
      String at = "2026-03-01T00:%02d:00.123456+00:00".formatted(i);
      text.append("sensor.temp,%d.5,%s\n".formatted(50 + i % 5, at));
      text.append("switch.pump,%s,%s\n".formatted(i % 2 == 0 ? "on" : "off", at));
      text.append("sensor.hum,4%d,%s\n".formatted(i % 10, at));
    }

    assertThat(read(text.toString(), List.of()))
        .isInstanceOfSatisfying(
            Reading.Decided.class,
            decided -> {
              assertThat(decided.statement()).contains("series 'entity_id', value 'state'");
              assertThat(decided.hints().getFirst()).contains("[off, on] in 'state'");
            });
    List<String> rows = rows(text.toString(), List.of());
    assertThat(rows).hasSize(90);
    assertThat(rows.get(0)).contains("sensor.temp", "[50.5]");
    assertThat(rows.get(1)).contains("switch.pump", "[NaN]");
    assertThat(rows.get(2)).contains("sensor.hum", "[40.0]");
    assertThat(read(text.toString().replace("sensor.hum,43", "sensor.hum,off"), List.of()))
        .as("a sensor of words and numbers")
        .isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void numbers_in_several_units_are_refused_as_such() {
    String text =
        "time,mem\n2026-03-01 00:00:00,1.00 GiB\n2026-03-01 00:01:00,990.1 MiB\n"
            + "2026-03-01 00:02:00,1.01 GiB\n";

    assertThat(read(text, List.of()))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            refused -> assertThat(refused.reason()).contains("'mem' is numbers in several units"));
  }

  @Test
  void a_column_that_is_to_be_a_value_and_holds_texts_is_refused() {
    String text = "When;Preis;v\n" + "2026-03-01 00:00:00;ten;1\n".repeat(30);

    assertThat(read(text, List.of("Preis")))
        .isInstanceOfSatisfying(
            Reading.Ambiguous.class,
            ambiguous ->
                assertThat(ambiguous.question())
                    .contains(
                        "column 'Preis' holds 'ten', which is not a number", "record.missing"));
  }

  @Test
  void names_with_numbers_are_not_measured() {
    StringBuilder text = new StringBuilder("When;what;v\n");
    for (int i = 1; i <= 9; i++) {
      text.append("2026-03-0%1$d 00:00:00;Pump %1$d;1.5\n".formatted(i));
    }

    assertThat(((Reading.Decided) read(text.toString(), List.of())).statement())
        .contains("value 'v'", "'what' (text)");
  }

  private static List<String> rows(String text, List<String> values) throws IOException {
    Reading reading = read(text, values);
    assertThat(reading).as(text).isInstanceOf(Reading.Decided.class);
    TextSettings settings = ((Reading.Decided) reading).settings();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    RecordReader reader =
        new RecordReader(
            new ByteArrayInputStream(bytes), settings, Rows.table(), new RecordLocation("s", 0));
    Batch batch = new Batch(1000, 16);
    batch.clear(new Batch.Stream("s", 0, (high, low) -> "" + low));
    reader.read(batch, 1000, true);
    return Rows.of(batch);
  }

  private static Reading read(String text, List<String> values) {
    RecordSettings record = new RecordSettings("", "", "", values, "s");
    Setup setup =
        new Setup(
            Optional.empty(), Optional.empty(), TextSettings.LONGEST_LINE, record, Layout.PLAIN);
    return Inference.of(text.getBytes(StandardCharsets.UTF_8), true, setup);
  }
}
