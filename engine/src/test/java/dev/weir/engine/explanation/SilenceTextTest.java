package dev.weir.engine.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.incident.Transition;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent.SilenceChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTextTest {

  private static final long LAST = EventTime.of(Instant.parse("2026-03-01T12:00:00Z"));

  @Test
  void says_since_when_how_often_it_spoke_and_for_how_long_it_did_not() {
    assertThat(opened(Duration.ofMinutes(5), Duration.ofSeconds(60)))
        .isEqualTo(
            "no record since 2026-03-01T12:00:00Z: usually one every 60 s, silent for 5 min");
  }

  @Test
  void says_nothing_of_a_rhythm_that_is_not_known() {
    assertThat(opened(Duration.ofHours(3), Duration.ZERO))
        .isEqualTo("no record since 2026-03-01T12:00:00Z: silent for 3 h");
  }

  @Test
  void says_how_long_it_was_when_it_is_over() {
    SilenceChanged over = changed(Transition.RESOLVED, LAST, Duration.ofDays(9).toNanos(), 7);

    assertThat(SilenceText.sentence(over, EventTime.INSTANT))
        .isEqualTo("a record again, the first for 9 days");
  }

  @Test
  void counts_records_that_are_only_numbered() {
    assertThat(SilenceText.sentence(changed(Transition.OPENED, 100, 51, 10), EventTime.NUMBER))
        .isEqualTo("no record since 100: usually one every 10, silent for 51");
  }

  @Test
  void has_two_digits_and_a_unit_that_fits() {
    assertThat(opened(Duration.ofMillis(1_234), Duration.ofMillis(38)))
        .endsWith("one every 38 ms, silent for 1.2 s");
    assertThat(opened(Duration.ofMinutes(151), Duration.ofSeconds(119)))
        .endsWith("one every 119 s, silent for 2.5 h");
  }

  private static String opened(Duration lasted, Duration usual) {
    SilenceChanged changed = changed(Transition.OPENED, LAST, lasted.toNanos(), usual.toNanos());
    return SilenceText.sentence(changed, EventTime.INSTANT);
  }

  private static SilenceChanged changed(Transition transition, long last, long lasted, long usual) {
    SeriesTable table = new SeriesTable(new DetectorPlan(List.of()), SeriesTable.Admission.ALL);
    Series series = table.intern("pump", List.of("flow"));
    return new SilenceChanged(0, series, transition, "a", "b", last, lasted, usual);
  }
}
