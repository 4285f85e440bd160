package dev.weir.connectors.text.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.series.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  private final Times times = new Times();

  @Test
  void every_instant_reads_back_to_the_nanosecond() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(random.nextLong(-9_000_000_000L, 9_000_000_000L), random.nextInt());

      assertThat(parse(instant.toString())).as("%s", instant).isEqualTo(EventTime.of(instant));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2014-04-01 00:05:00, 2014-04-01T00:05:00Z",
    "2014-04-01T00:05, 2014-04-01T00:05:00Z",
    "2014-04-01, 2014-04-01T00:00:00Z",
    "2014-04-01 00:05:00.25, 2014-04-01T00:05:00.250Z",
    "2014-04-01T02:05:00+02:00, 2014-04-01T00:05:00Z",
    "2014-04-01T02:05:00+0200, 2014-04-01T00:05:00Z",
    "2014-03-31 19:05:00 -05, 2014-04-01T00:05:00Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "2024-02-29, 2024-02-29T00:00:00Z",
    "1970-01-01, 1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z, 1969-12-31T23:59:59Z"
  })
  void the_usual_ways_to_write_a_time_are_read(String text, Instant expected) {
    assertThat(parse(text)).isEqualTo(EventTime.of(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2014",
        "2014-13-01",
        "2014-00-01",
        "2026-02-30",
        "2023-02-29",
        "2100-02-29",
        "2014-04-01T24:00:00",
        "2014-04-01T00:60:00",
        "2014-04-01T00:00:61",
        "2014-04-01T00:00:00X",
        "2014-04-01T00:00:00.",
        "2014-04-01Tnoon",
        "1600-01-01",
        "2300-01-01",
        "+292278994-08-17",
        "2014-04-01T00:00:00+25:00",
        "2014-4-1",
        "01/04/2014"
      })
  void a_text_that_is_not_a_time_is_unreadable(String text) {
    assertThat(parse(text)).isEqualTo(Times.UNREADABLE);
  }

  @Test
  void the_magnitude_of_a_number_tells_its_unit() {
    Instant expected = Instant.parse("2026-01-02T03:04:05Z");
    double seconds = (double) expected.getEpochSecond();

    assertThat(Times.ofNumber(seconds)).isEqualTo(EventTime.of(expected));
    assertThat(Times.ofNumber(seconds * 1000.0)).isEqualTo(EventTime.of(expected));
    assertThat(Times.ofNumber(seconds + 0.5)).isEqualTo(EventTime.of(expected.plusMillis(500)));
    assertThat(Times.ofNumber(0)).isZero();
    assertThat(Times.ofNumber(seconds * 1e6)).isEqualTo(EventTime.of(expected));
    assertThat(Times.ofNumber(seconds * 1e9)).isEqualTo(EventTime.of(expected));
    assertThat(Times.ofNumber(1e13)).isEqualTo(Times.UNREADABLE);
    assertThat(Times.ofNumber(1e19)).isEqualTo(Times.UNREADABLE);
    assertThat(Times.ofNumber(Double.POSITIVE_INFINITY)).isEqualTo(Times.UNREADABLE);
  }

  private long parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return times.parse(bytes, 0, bytes.length);
  }
}
