package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A header with fewer names than the rows have cells does not shift the names. */
class ShortHeaderTest {

  @Test
  void rows_that_end_with_the_separator_have_the_names_of_the_header() {
    assertThat(read("time,temp\n", "2026-03-0%d 00:00:00,5%1$d.5,\n"))
        .contains("time 'time'", "value 'temp'", "'column 3' (empty)");
    assertThat(read("n;Zeit;Temp\n", "1;0%d.03.2026 07:15;5%1$d,5;\n"))
        .contains("time 'Zeit'", "'Temp'", "'column 4' (empty)");
  }

  @Test
  void the_first_cell_is_the_row_if_it_numbers_or_names_it() {
    assertThat(read("time,temp\n", "%d,2026-03-0%1$d 00:00:00,5%1$d.5\n"))
        .contains("time 'time'", "value 'temp'", "'row' (row number)");
    assertThat(read("time,temp\n", "a%d,2026-03-0%1$d 00:00:00,5%1$d.5\n"))
        .contains("time 'time'", "value 'temp'", "'row'");
  }

  @Test
  void a_time_of_day_that_a_blank_cuts_off_belongs_to_its_date() {
    assertThat(read("Timestamp Temp Hum\n", "2026-03-0%d 07:15:00 5%1$d.5 40.5\n"))
        .contains("time 'Timestamp + Timestamp.2'", "values 'Temp', 'Hum'");
    assertThat(read("r b us UTC\n", "1 0 2%d 2026-03-0%1$d 07:15:00\n"))
        .contains("time 'UTC + UTC.2'", "'r', 'b', 'us'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,temp,hum|2026-03-0%dT00:00:00Z,5%1$d,29,40",
        "Datum,Temperatur,Feuchte|0%d.03.2026 00:00,5%1$d,3,40,5",
        "a,b|1.5,2%d,0"
      })
  void decimal_commas_between_commas_are_refused(String header, String row) {
    assertThat(read(header + "\n", row + "\n"))
        .contains("names and its rows have", "decimal commas", "--columns");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r b us", "free used idle"})
  void a_header_that_lacks_a_name_is_refused(String header) {
    assertThat(read(header.replace(' ', ';') + "\n", "4;5;6%d;2026-03-0%1$d 07:15:00\n"))
        .contains("its header has 3 names and its rows have 4 cells", "--columns");
  }

  private static String read(String header, String row) {
    StringBuilder text = new StringBuilder(header);
    for (int i = 1; i <= 9; i++) {
      text.append(row.formatted(i));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return switch (Inference.of(bytes, true, Setup.open("s"))) {
      case Reading.Decided decided -> decided.statement();
      case Reading.Ambiguous ambiguous -> ambiguous.question();
      case Reading.Unreadable unreadable -> unreadable.reason();
    };
  }
}
