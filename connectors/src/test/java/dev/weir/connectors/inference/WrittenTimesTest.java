package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.TimeSettings;
import dev.weir.connectors.text.value.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in the forms that programs and people write are found, and read as what they are. */
class WrittenTimesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mar 0%d, 2026 01:30 PM|MMM d, yyyy h:mm a",
        "Mar %d, 2026, 1:30:00 PM|MMM d, yyyy, h:mm:ss a",
        "March %d 2026 13:30|MMM d yyyy HH:mm",
        "Sun, 0%d Mar 2026 13:30:00 GMT|E, d MMM yyyy HH:mm:ss",
        "Sun Mar  %d 13:30:00 2026|E MMM d HH:mm:ss yyyy",
        "%d. März 2026 13:30|d. MMM yyyy HH:mm",
        "0%d.03.2026, 13:30 Uhr|d.M.yyyy, HH:mm 'Uhr'",
        "0%d.03.2026, 13:30:00|d.M.yyyy, HH:mm:ss",
        "3/%d/26, 1:30 PM|M/d/yy, h:mm a",
        "2026/03/0%d-13:30:00|yyyy/M/d-HH:mm:ss",
        "2026-03-0%d-13:30|yyyy-M-d-HH:mm",
        "0%d.03.2026_13:30:00|d.M.yyyy_HH:mm:ss",
        "0%d/Mar/2026:13:30:00|d/MMM/yyyy:HH:mm:ss",
        "0%d-Mar-2026_13:30|d-MMM-yyyy_HH:mm"
      })
  void a_time_is_found_and_read(String cell, String format) {
    StringBuilder text = new StringBuilder("When;level\n");
    for (int day = 1; day <= 9; day++) {
      text.append("%s;5%d.25\n".formatted(cell.formatted(day), day * 7 % 10));
    }

    Reading reading = of(text.toString());

    assertThat(reading).isInstanceOf(Reading.Decided.class);
    TimeSettings time = ((Reading.Decided) reading).settings().record().time();
    assertThat(time.columns()).containsExactly("When");
    assertThat(time.format()).isEqualTo(format);
    byte[] last = cell.formatted(9).getBytes(StandardCharsets.UTF_8);
    assertThat(new TimeReader(time.format(), "").parse(last, 0, last.length))
        .isEqualTo(Instant.parse("2026-03-09T13:30:00Z").getEpochSecond() * 1_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-0%dT14:30:00+01:00[Europe/Berlin]",
        "2026-03-0%dT13:30Z[UTC]",
        "2026-03-0%d 08:30:00-05:00[America/New_York]",
        "2026-03-0%dT13:30:00Z"
      })
  void the_name_of_a_zone_behind_its_offset_changes_nothing(String cell) {
    assertThat(readDays(day -> cell.formatted(day))).isEqualTo("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-0%dT13:30:00Z", "2026-0%d 13:30", "2026-0%dT14:30:00+01:00"})
  void a_day_of_a_year_with_a_time_of_day_is_a_time(String cell) {
    assertThat(readDays(day -> cell.formatted(59 + day))).isEqualTo("");
  }

  @Test
  void a_year_and_a_number_are_not_read_as_a_time() {
    for (String cell :
        new String[] {"2026-367T13:30", "2026-000T13:30", "2026-060", "2026-6T1:30"}) {
      byte[] text = cell.getBytes(StandardCharsets.UTF_8);
      assertThat(new TimeReader("", "").parse(text, 0, text.length))
          .as(cell)
          .isEqualTo(Times.UNREADABLE);
    }
    byte[] leap = "2024-366T00:00Z".getBytes(StandardCharsets.UTF_8);
    assertThat(new TimeReader("", "").parse(leap, 0, leap.length))
        .isEqualTo(Instant.parse("2024-12-31T00:00:00Z").getEpochSecond() * 1_000_000_000L);
  }

  /** The format of nine days from 1 March 2026 on, each at 13:30 UTC, which are read rightly. */
  private static String readDays(IntFunction<String> cell) {
    StringBuilder text = new StringBuilder("When;level\n");
    for (int day = 1; day <= 9; day++) {
      text.append("%s;5%d.25\n".formatted(cell.apply(day), day * 7 % 10));
    }
    Reading reading = of(text.toString());
    assertThat(reading).isInstanceOf(Reading.Decided.class);
    assertThat(((Reading.Decided) reading).statement()).contains("time 'When'");
    TimeSettings time = ((Reading.Decided) reading).settings().record().time();
    byte[] last = cell.apply(9).getBytes(StandardCharsets.UTF_8);
    assertThat(new TimeReader(time.format(), "").parse(last, 0, last.length))
        .isEqualTo(Instant.parse("2026-03-09T13:30:00Z").getEpochSecond() * 1_000_000_000L);
    return time.format();
  }

  @Test
  void the_foot_of_a_table_leaves_date_and_time_of_day_together() {
    StringBuilder text = new StringBuilder("TS                  VALUE\n");
    text.append("------------------- ----------\n");
    for (int hour = 0; hour < 24; hour++) {
      text.append("2026-03-01 %02d:00:00      51.%d\n".formatted(hour, hour * 7 % 10));
    }

    assertThat(of(text + "\n24 rows selected.\n"))
        .isInstanceOfSatisfying(
            Reading.Decided.class,
            decided -> {
              assertThat(decided.statement()).contains("time 'TS + TS.2'", "value 'VALUE'");
              assertThat(decided.statement()).contains("one series");
            });
  }

  @Test
  void hours_that_stand_apart_from_their_date_belong_to_it() {
    StringBuilder text = new StringBuilder("dteday,season,hr,cnt\n");
    for (int i = 0; i < 48; i++) {
      // An hour is missing, as in real files.
      if (i != 7) {
        text.append("2026-03-%02d,1,%d,%d\n".formatted(1 + i / 24, i % 24, 40 + i * i % 17));
      }
    }

    assertThat(of(text.toString()))
        .isInstanceOfSatisfying(
            Reading.Decided.class,
            decided ->
                assertThat(decided.statement())
                    .contains("time 'dteday + hr' as yyyy-MM-dd H", "value 'cnt'")
                    .contains("'season' (a part of a date)"));
  }

  @Test
  void the_end_of_an_interval_is_not_its_time() {
    StringBuilder text = new StringBuilder("Datum von;Datum bis;Wind [MWh]\n");
    for (int hour = 0; hour < 20; hour++) {
      text.append(
          "01.03.2026 %02d:00;01.03.2026 %02d:00;%d,25\n".formatted(hour, hour + 1, 40 + hour));
    }

    assertThat(of(text.toString()))
        .isInstanceOfSatisfying(
            Reading.Decided.class,
            decided -> assertThat(decided.statement()).contains("time 'Datum von' as d.M.yyyy"));
  }

  private static Reading of(String text) {
    return Inference.of(text.getBytes(StandardCharsets.UTF_8), true, Setup.open("file"));
  }
}
