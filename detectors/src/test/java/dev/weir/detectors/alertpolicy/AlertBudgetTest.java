package dev.weir.detectors.alertpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertBudgetTest {

  @ParameterizedTest
  @CsvSource({
    "1 per day, 1, 24",
    "3 per week, 3, 168",
    "0.5 an hour, 0.5, 1",
    "2 Per Month, 2, 720",
  })
  void is_so_many_in_a_period(String words, double alerts, long hours) {
    assertThat(AlertBudget.atMost(words))
        .isEqualTo(new AlertBudget(alerts, hours * 3_600_000, AlertBudget.Use.AT_MOST));
  }

  @Test
  void is_a_share_of_the_records() {
    assertThat(AlertBudget.atMost("0.1%").share(0)).isEqualTo(0.001);
    assertThat(AlertBudget.atMost("1 %").share(60_000)).isEqualTo(0.01);
  }

  @Test
  void becomes_a_share_by_the_time_between_records() {
    AlertBudget daily = AlertBudget.atMost("1 per day");

    assertThat(daily.share(60_000)).isEqualTo(1.0 / 1440);
    assertThat(daily.share(0)).as("nothing is known of the time").isZero();
    assertThat(daily.share(1)).as("never too rare to be known").isEqualTo(1e-7);
    assertThat(daily.share(1e12)).as("never more than is rare").isEqualTo(0.02);
  }

  @Test
  void nothing_is_none() {
    assertThat(AlertBudget.atMost("  ")).isEqualTo(AlertBudget.NONE);
    assertThat(AlertBudget.NONE.share(1000)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "per day", "0 per day", "1 per year", "-1 per day", "50%", "0%"})
  void says_what_it_could_be(String words) {
    assertThatThrownBy(() -> AlertBudget.atMost(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%");
  }
}
