package dev.weir.connectors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.TimeSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "3/%d/26, 1:30 PM|M/d/yy, h:mm a"
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
