package dev.weir.alerting.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.alerting.route.Matchers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  /** A Sunday, 10:40 in Berlin. */
  private static final Instant NOW = Instant.parse("2026-11-29T09:40:00Z");

  private static final Silence SUNDAYS =
      new Silence(
          "1",
          Matchers.parse("series=boiler3"),
          NOW,
          NOW.plus(Duration.ofDays(10)),
          Optional.of(
              Window.parse(List.of("sunday", "monday"), List.of("02:00-04:00"), "Europe/Berlin")),
          "kim",
          "maintenance");

  @ParameterizedTest
  @CsvSource({
    "2026-11-29T01:30:00Z, PENDING",
    "2026-11-29T09:40:00Z, PENDING",
    "2026-11-30T00:59:59Z, PENDING",
    "2026-11-30T01:00:00Z, ACTIVE",
    "2026-11-30T02:59:59Z, ACTIVE",
    "2026-11-30T03:00:00Z, PENDING",
    "2026-12-01T01:30:00Z, PENDING",
    "2026-12-06T01:30:00Z, ACTIVE",
    "2026-12-09T09:39:59Z, PENDING",
    "2026-12-09T09:40:00Z, ENDED",
    "2026-12-13T01:30:00Z, ENDED"
  })
  void a_silence_mutes_within_its_windows_from_its_start_to_its_end(
      Instant moment, Silence.State state) {
    assertThat(SUNDAYS.state(moment)).isEqualTo(state);
    assertThat(SUNDAYS.isActive(moment)).isEqualTo(state == Silence.State.ACTIVE);
  }

  @Test
  void days_without_times_are_whole_days_and_times_without_days_every_day() {
    Window sunday = Window.parse(List.of("sunday"), List.of(), "UTC");
    Window nights = Window.parse(List.of(), List.of("22:00-24:00", "00:00-06:00"), "UTC");

    assertThat(sunday.contains(Instant.parse("2026-11-29T00:00:00Z"))).isTrue();
    assertThat(sunday.contains(Instant.parse("2026-11-29T23:59:59Z"))).isTrue();
    assertThat(sunday.contains(Instant.parse("2026-11-30T00:00:00Z"))).isFalse();
    assertThat(nights.contains(Instant.parse("2026-11-29T23:59:59Z"))).isTrue();
    assertThat(nights.contains(Instant.parse("2026-11-29T05:59:59Z"))).isTrue();
    assertThat(nights.contains(Instant.parse("2026-11-29T06:00:00Z"))).isFalse();
    assertThat(nights.text()).isEqualTo("22:00-24:00, 00:00-06:00 UTC");
    assertThat(sunday.text()).isEqualTo("sunday UTC");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sunday | 02:00-04:00 | UTC | 'Sunday' is not a weekday",
        "sunday | 04:00-02:00 | UTC | '04:00-02:00' is not a part of a day",
        "sunday | 2-4 | UTC | '2-4' is not a part of a day",
        "sunday | 02:00 | UTC | '02:00' is not a part of a day",
        "sunday | 02:00-04:00 | Berlin | 'Berlin' is not a time zone"
      })
  void a_malformed_window_is_refused(String day, String times, String zone, String message) {
    assertThatThrownBy(() -> Window.parse(List.of(day), List.of(times), zone))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_window_without_days_and_times_is_refused() {
    assertThatThrownBy(() -> Window.parse(List.of(), List.of(), "UTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a window needs weekdays or times");
  }
}
