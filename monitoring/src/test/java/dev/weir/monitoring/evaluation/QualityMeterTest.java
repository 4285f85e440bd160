package dev.weir.monitoring.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.monitoring.Confusion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QualityMeterTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final QualityMeter meter = new QualityMeter();

  /** Of each series the minute it is at. */
  private final long[] minutes = new long[3];

  @Test
  void an_event_is_found_by_an_alert_inside_it() {
    observe(0, "n n a a A a n");

    AlertQuality alerts = meter.quality().alerts();
    assertThat(alerts.events()).isEqualTo(1);
    assertThat(alerts.found()).containsExactly(new Delay(2, Optional.of(Duration.ofMinutes(2))));
    assertThat(alerts.falseAlarms()).isZero();
  }

  @Test
  void an_alert_before_an_event_is_false_and_does_not_find_it() {
    observe(0, "n N a a n N a");

    AlertQuality alerts = meter.quality().alerts();
    assertThat(alerts.events()).isEqualTo(2);
    assertThat(alerts.found()).isEmpty();
    assertThat(alerts.falseAlarms()).isEqualTo(2);
    assertThat(alerts.precision()).isZero();
    assertThat(alerts.recall()).isZero();
    assertThat(alerts.f1()).isZero();
  }

  @Test
  void the_second_alert_of_an_event_is_neither_false_nor_another_event() {
    observe(0, "n A a A n N");

    AlertQuality alerts = meter.quality().alerts();
    assertThat(alerts.found()).extracting(Delay::records).containsExactly(0L);
    assertThat(alerts.inside()).isEqualTo(2);
    assertThat(alerts.precision()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(alerts.recall()).isEqualTo(1);
    assertThat(alerts.f1()).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void each_series_has_events_of_its_own() {
    observe(0, "n a");
    observe(1, "A n");
    observe(0, "A n");

    AlertQuality alerts = meter.quality().alerts();
    assertThat(alerts.events()).isEqualTo(2);
    assertThat(alerts.found()).extracting(Delay::records).containsExactly(1L, 0L);
  }

  @Test
  void the_median_of_an_even_number_of_delays_lies_between_the_middle_two() {
    observe(0, "a A n a a a A n A n");
    assertThat(meter.quality().alerts().medianDelayInRecords()).hasValue(1);

    observe(0, "a a a A n");
    assertThat(meter.quality().alerts().medianDelayInRecords()).hasValue(2);
    assertThat(meter.quality().alerts().medianDelay()).hasValue(Duration.ofMinutes(2));
  }

  @Test
  void an_event_that_nothing_was_scored_in_is_told_apart() {
    observe(0, "w x x n x a n x w");

    AlertQuality alerts = meter.quality().alerts();
    assertThat(alerts.events()).isEqualTo(3);
    assertThat(alerts.unjudged()).isEqualTo(2);
  }

  @Test
  void false_alarms_are_counted_by_the_days_in_which_a_series_was_scored() {
    minutes[1] = 5_000;
    observe(0, "w w N");
    minutes[0] += 1_438;
    observe(0, "N N");
    observe(1, "N");
    minutes[1] += 1_438;
    observe(1, "n n");

    AlertQuality alerts = meter.quality().alerts();
    assertThat(alerts.observed()).hasValue(Duration.ofMinutes(2 * 1_440));
    assertThat(alerts.falseAlarmsPerSeriesDay()).hasValue(4 / 2.0);
    assertThat(alerts.falseAlarmsPerTenThousand()).hasValue(10_000 * 4 / 6.0);
  }

  @Test
  void without_times_they_are_counted_by_rows_alone() {
    meter.observe(0, new JudgedRow(OptionalLong.empty(), OptionalDouble.of(1), false, true, true));
    meter.observe(
        0, new JudgedRow(OptionalLong.empty(), OptionalDouble.of(0), false, false, false));

    AlertQuality alerts = meter.quality().alerts();
    assertThat(alerts.falseAlarmsPerSeriesDay()).isEmpty();
    assertThat(alerts.falseAlarmsPerTenThousand()).hasValue(5_000);
    assertThat(alerts.medianDelay()).isEmpty();
  }

  @Test
  void rows_count_and_are_ranked_only_if_scored() {
    observe(0, "w x n n N a A");

    Quality quality = meter.quality();
    assertThat(quality.labelled()).isEqualTo(7);
    assertThat(quality.rows()).isEqualTo(new Confusion(1, 1, 1, 2));
    assertThat(quality.ranks().rocAuc().orElseThrow()).isCloseTo(3.5 / 6, within(1e-12));
    assertThat(quality.ranks().averagePrecision()).isPresent();
    assertThat(quality.ranks().vusPr()).isPresent();
  }

  @Test
  void a_file_of_too_many_rows_is_not_ranked_at_all() {
    QualityMeter small = new QualityMeter(2);
    for (boolean anomalous : new boolean[] {true, false}) {
      small.observe(0, row(anomalous));
    }
    assertThat(small.quality().ranks().rocAuc()).isPresent();

    small.observe(0, row(false));

    assertThat(small.quality().ranks()).isEqualTo(RankQuality.NONE);
    assertThat(small.quality().alerts().events()).isEqualTo(1);
  }

  @Test
  void of_several_files_counts_are_summed_and_ranks_are_means() {
    observe(0, "n A");
    QualityMeter other = new QualityMeter();
    other.observe(0, row(true));
    other.observe(0, row(false));

    Quality all = Quality.of(List.of(meter.quality(), Quality.NONE, other.quality()));

    assertThat(all.labelled()).isEqualTo(4);
    assertThat(all.alerts().events()).isEqualTo(2);
    assertThat(all.alerts().observed()).as("the other has no times").isEmpty();
    assertThat(all.rows().total()).isEqualTo(4);
    assertThat(all.ranks().rocAuc()).hasValue((1 + 0.5) / 2);
  }

  @Test
  void without_labels_there_is_nothing_to_say() {
    assertThat(meter.quality()).isEqualTo(Quality.NONE);
    assertThat(Quality.NONE.isLabelled()).isFalse();
    assertThat(Quality.NONE.alerts().falseAlarmsPerSeriesDay()).isEmpty();
  }

  private static JudgedRow row(boolean anomalous) {
    return new JudgedRow(OptionalLong.empty(), OptionalDouble.of(0.5), anomalous, false, false);
  }

  /**
   * Rows a minute apart: {@code n} normal, {@code a} anomalous by label, {@code w} and {@code x}
   * the same and not scored, in capitals if they alert.
   */
  private void observe(int series, String rows) {
    for (String row : rows.split(" ")) {
      char kind = Character.toLowerCase(row.charAt(0));
      boolean alert = Character.isUpperCase(row.charAt(0));
      boolean scored = kind == 'n' || kind == 'a';
      meter.observe(
          series,
          new JudgedRow(
              OptionalLong.of(MINUTE * minutes[series]++),
              scored ? OptionalDouble.of(alert ? 0.9 : 0.1) : OptionalDouble.empty(),
              kind == 'a' || kind == 'x',
              alert,
              alert));
    }
  }
}
