package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that may be two things are asked about. */
class OpenReadingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Datum;Besucher|0%d.03.2026;1.02%1$d",
        "Datum,Besucher|0%d.03.2026 07:15,98%1$d.026",
        "Datum;Besucher|%d.3.26;1.02%1$d",
        "time;level|2026-03-0%dT00:00:00Z;1,02%1$d"
      })
  void thousands_or_fractions(String header, String row) {
    assertThat(read(header, row)).startsWith("record.decimal: numbers such as ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Datum;Besucher|0%d.03.2026;1.234.02%1$d",
        "Datum;Umsatz;Menge|0%d.03.2026;1.02%1$d;0,5",
        "Datum;Umsatz|0%d.03.2026;0.12%1$d",
        "Datum;Umsatz|0%d.03.2026;21.5",
        "Datum;Umsatz|0%d.03.2026;2025",
        "time;level|2026-03-0%dT00:00:00Z;1.02%1$d",
        "time,level|2026-03-0%dT00:00:00Z,1.02%1$d"
      })
  void numbers_that_are_one_thing_are_read(String header, String row) {
    assertThat(read(header, row)).startsWith("reads time");
  }

  @Test
  void thousands_beside_smaller_whole_numbers_between_semicolons() {
    String text = "time;level\n2026-03-01T00:00:00Z;987\n2026-03-02T00:00:00Z;1.026\n";

    assertThat(Inference.of(text.getBytes(StandardCharsets.UTF_8), true, Setup.open("s")))
        .isInstanceOfSatisfying(
            Reading.Ambiguous.class,
            ambiguous -> assertThat(ambiguous.question()).contains("numbers such as 1.026"));
  }

  @Test
  void points_between_all_thousands_are_read_as_such() {
    assertThat(decided("Datum;Besucher", "0%d.03.2026;1.234.02%1$d").settings().record().decimal())
        .isEqualTo(",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu,host=a usage=8%d.5,user=9i 1772323200000000000|line protocol",
        "<row><v>8%d</v></row>|XML or HTML",
        "LabVIEW Measurement\t8%d|LabVIEW"
      })
  void a_text_of_another_format_is_refused_by_its_name(String row, String name) {
    byte[] bytes = (row.formatted(1) + "\n").repeat(9).getBytes(StandardCharsets.UTF_8);

    assertThat(Inference.of(bytes, true, Setup.open("s")))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class, refused -> assertThat(refused.reason()).contains(name));
  }

  @Test
  void a_count_beside_a_date_is_not_its_hour() {
    assertThat(read("Date;Sales", "2026-03-0%d;%1$d")).contains("time 'Date'", "value 'Sales'");
    assertThat(read("Date;Hour;Sales", "2026-03-01;%d;5%1$d")).contains("time 'Date + Hour'");
  }

  @Test
  void ticks_of_100_ns() {
    assertThat(read("When;level", "13416796800000000%d;5%1$d.5"))
        .startsWith("record.time-format: '134167968000000001' in column 'When'")
        .contains("FILETIME");
    assertThat(read("Ticks;level", "63907920000000000%d;5%1$d.5"))
        .startsWith("record.time-format: ")
        .contains("ticks of .NET");
    assertThat(read("timestamp,level", "63907920000000000%d,5%1$d.5"))
        .startsWith("record.time-format: ");
    assertThat(read("timestamp,level", "177232320000000000%d,5%1$d.5")).startsWith("reads time");
  }

  @Test
  void times_of_gps() {
    assertThat(read("gpstime;level", "145635841%d;5%1$d.5"))
        .startsWith("record.time-format: '1456358411' in column 'gpstime'")
        .contains("1980-01-06", "epoch-s");
    assertThat(read("GPS time (ms),level", "145635841%d000,5%1$d.5"))
        .startsWith("record.time-format: ")
        .contains("1980-01-06", "epoch-ms");
    assertThat(read("gps_time;level", "2026-03-0%d 07:15;5%1$d.5")).startsWith("reads time");
  }

  @Test
  void digits_and_a_flag_behind_a_comma_are_not_read_as_a_number() {
    assertThat(read("STATION,DATE,TMP", "\"7\",\"2026-03-0%d\",\"+015%1$d,1\""))
        .contains("'TMP' is text");
    assertThat(read("DATE;TMP", "2026-03-0%d;+015%1$d,1")).contains("value 'TMP'");
    assertThat(read("DATE,TMP", "2026-03-0%d,\"15%1$d,1\"")).contains("value 'TMP'");
  }

  @Test
  void a_date_an_hour_and_a_minute_in_three_columns_are_the_time() {
    assertThat(read("date;hour;minute;v", "2026-03-01;0;%d;5%1$d.5"))
        .contains("time 'date + hour + minute' as yyyy-MM-dd H m", "value 'v'");
    assertThat(read("Datum;Stunde;Min;v", "01.03.2026;7;%d;5%1$d.5"))
        .contains("time 'Datum + Stunde + Min' as d.M.yyyy H m", "value 'v'");
    assertThat(read("date;hour;min;max", "2026-03-01;%d;5%1$d.5;6%1$d.5"))
        .contains("time 'date + hour'", "values 'min', 'max'");
  }

  private static Reading.Decided decided(String header, String row) {
    return (Reading.Decided) reading(header, row);
  }

  private static String read(String header, String row) {
    return switch (reading(header, row)) {
      case Reading.Decided decided -> decided.statement();
      case Reading.Ambiguous ambiguous -> ambiguous.setting() + ": " + ambiguous.question();
      case Reading.Unreadable unreadable -> unreadable.reason();
    };
  }

  private static Reading reading(String header, String row) {
    StringBuilder text = new StringBuilder(header + "\n");
    for (int i = 1; i <= 9; i++) {
      text.append(row.formatted(i)).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return Inference.of(bytes, true, Setup.open("s"));
  }
}
