package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.connectors.text.value.TimeSettings;
import dev.weir.engine.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A format of times that the settings give is used as it is. */
class GivenFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yyyy/MM/dd-HH:mm:ss|2026/03/0%d-07:15:00|T07:15",
        "MMM dd, yyyy hh:mm a|Mar 0%d, 2026 07:15 PM|T19:15",
        "EEE, dd MMM yyyy HH:mm:ss z|Sun, 0%d Mar 2026 07:15:00 GMT|T07:15",
        "EEE MMM d HH:mm:ss yyyy|Sun Mar  %d 07:15:00 2026|T07:15",
        "dd.MM.yyyy, HH:mm 'Uhr'|0%d.03.2026, 07:15 Uhr|T07:15",
        "d. MMMM yyyy HH:mm|%d. März 2026 07:15|T07:15",
        "yyyy年M月d日 HH:mm|2026年3月%d日 07:15|T07:15",
        "dd/MM/yyyy hh:mm a|0%d/03/2026 07:15 p. m.|T19:15",
        "'am' dd.MM.yyyy|am 0%d.03.2026|T00:00",
        "ddMMyyyy|0%d032026|T00:00",
        "MM/dd/yyyy|03/0%d/2026|T00:00"
      })
  void it_reads_the_time_whether_or_not_a_column_is_named(String format, String cell, String time)
      throws IOException {
    for (String name : new String[] {"When", "Zeit", "column"}) {
      for (List<String> named : List.of(List.of(name), List.<String>of())) {
        StringBuilder csv = new StringBuilder(name + ";level\n");
        StringBuilder json = new StringBuilder();
        for (int day = 1; day <= 9; day++) {
          csv.append(cell.formatted(day)).append(";5%d.5\n".formatted(day));
          json.append(
              "{\"%s\": \"%s\", \"level\": 5%d.5}\n".formatted(name, cell.formatted(day), day));
        }

        assertThat(rows(csv.toString(), named, format, LineFormat.CSV))
            .hasSize(9)
            .allSatisfy(row -> assertThat(row).contains(" s 2026-03-0", time, "[5"));
        assertThat(rows(json.toString(), named, format, LineFormat.JSONL))
            .hasSize(9)
            .allSatisfy(row -> assertThat(row).contains(" s 2026-03-0", time, "[5"));
      }
    }
  }

  @Test
  void it_is_among_the_settings_and_in_the_statement() {
    Reading.Decided decided =
        (Reading.Decided)
            read("When;v\n2026/03/01-07:15:00;1.5\n", List.of(), "yyyy/MM/dd-HH:mm:ss");

    assertThat(decided.settings().record().time())
        .isEqualTo(new TimeSettings(List.of("When"), "yyyy/MM/dd-HH:mm:ss", ""));
    assertThat(decided.statement()).contains("time 'When' as yyyy/MM/dd-HH:mm:ss");
  }

  @Test
  void it_reads_a_date_and_a_time_of_day_in_two_columns() throws IOException {
    String text = "Datum;Uhrzeit;v\n01.03.2026;07:15;1,5\n02.03.2026;07:15;2,5\n";

    assertThat(rows(text, List.of(), "dd.MM.yyyy HH:mm", LineFormat.CSV).getFirst())
        .contains("2026-03-01T07:15:00Z [1.5]");
    assertThat(rows(text, List.of("Datum", "Uhrzeit"), "d.M.yyyy H:mm", LineFormat.CSV).getFirst())
        .contains("2026-03-01T07:15:00Z [1.5]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"When", "timestamp", ""})
  void a_format_that_fits_no_cell_is_refused_with_its_name_and_a_cell(String time) {
    String name = time.isEmpty() ? "When" : time;
    List<String> named = time.isEmpty() ? List.of() : List.of(time);
    Reading reading =
        read(name + ";v\n2026-03-01 07:15:00;1\n2026-03-02 07:15:00;2\n", named, "dd.MM.yyyy");

    assertThat(reading)
        .isEqualTo(
            new Reading.Ambiguous(
                "record.time-format",
                "no text of column '%s' is a time written as 'dd.MM.yyyy', which record.time-format"
                        .formatted(name)
                    + " (--time-format) says: it holds '2026-03-01 07:15:00'"));
  }

  @Test
  void measurements_are_not_times_of_a_format_of_numbers() {
    assertThat(read("level;v\n51.5;1\n52.5;2\n", List.of(), "epoch-s"))
        .isInstanceOf(Reading.Ambiguous.class);
  }

  @Test
  void a_cell_that_it_does_not_fit_is_refused_by_its_name() throws IOException {
    String text = "When;v\n2026/03/01-07:15:00;1.5\n2026/03/02-07:15:00;1.5\nsoon;1.5\n";

    assertThat(rows(text, List.of("When"), "yyyy/MM/dd-HH:mm:ss", LineFormat.CSV).getLast())
        .contains("holds 'soon', which is not a time between", "'yyyy/MM/dd-HH:mm:ss'")
        .doesNotContain("2026-01-01T00:00:00Z");
  }

  private static Reading read(String text, List<String> named, String format) {
    return Inference.of(text.getBytes(StandardCharsets.UTF_8), true, setup(named, format));
  }

  private static Setup setup(List<String> named, String format) {
    RecordSettings record =
        new RecordSettings(
            new TimeSettings(named, format, ""),
            List.of(),
            "",
            List.of(),
            List.of(),
            NumberSettings.USUAL,
            "s");
    return new Setup(
        Optional.empty(), Optional.empty(), TextSettings.LONGEST_LINE, record, Layout.PLAIN);
  }

  private static List<String> rows(String text, List<String> named, String format, LineFormat kind)
      throws IOException {
    Reading reading = read(text, named, format);
    assertThat(reading).as(text).isInstanceOf(Reading.Decided.class);
    TextSettings settings = ((Reading.Decided) reading).settings();
    assertThat(Optional.of(settings.format())).contains(kind);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    RecordReader reader =
        new RecordReader(
            new ByteArrayInputStream(bytes), settings, Rows.table(), new RecordLocation("s", 0));
    Batch batch = new Batch(1000, 16);
    batch.clear(new Batch.Stream("s", 0, (high, low) -> "" + low));
    reader.read(batch, 1000, true);
    return Rows.of(batch);
  }
}
