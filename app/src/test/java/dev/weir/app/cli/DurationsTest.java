package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {

  @Test
  void a_number_and_a_unit_are_a_duration() {
    assertThat(Durations.parse("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(Durations.parse("250 ms")).isEqualTo(Duration.ofMillis(250));
    assertThat(Durations.parse("1.5m")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Durations.parse("2h")).isEqualTo(Duration.ofHours(2));
    assertThat(Durations.parse("1d")).isEqualTo(Duration.ofDays(1));
    assertThat(Durations.parse("5")).as("seconds").isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void anything_else_is_refused() {
    for (String text : List.of("", "s", "-1s", "1w", "1e3s", "soon", "9999999999s")) {
      assertThatThrownBy(() -> Durations.parse(text))
          .as(text)
          .isInstanceOf(TypeConversionException.class);
    }
  }

  @Test
  void the_longest_there_is_is_a_duration() {
    assertThat(Durations.parse("999999999d")).isGreaterThan(Duration.ofDays(365 * 100));
  }
}
