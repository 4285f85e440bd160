package dev.weir.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Score;
import dev.weir.detectors.Severity;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.series.drift.DriftAction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandaloneSeriesTest {

  private static final SeriesRules RULES =
      new SeriesRules(
          40,
          100,
          30,
          Optional.empty(),
          DriftAction.NONE,
          new IncidentRule(5, Severity.Bands.DEFAULT),
          2);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Series series = series(new ZScore(20, 2.5));
  private StandaloneSeries standalone = StandaloneSeries.fresh("orders", series, RULES);

  @Test
  void a_record_gets_a_score_an_explanation_and_the_events_of_its_series() {
    warmUp();

    Verdict usual = observe(100, 0.5);
    Verdict odd = observe(101, 90);

    assertThat(usual.status()).isEqualTo(Status.SCORED);
    assertThat(usual.isAnomaly()).isFalse();
    assertThat(usual.events()).isEmpty();
    assertThat(odd.isAnomaly()).isTrue();
    assertThat(odd.anomalyScore().orElseThrow()).isGreaterThan(0.5);
    assertThat(odd.explanation().orElseThrow().attribution(0)).isEqualTo(1);
    assertThat(odd.events())
        .singleElement()
        .isInstanceOfSatisfying(
            SeriesEvent.IncidentChanged.class,
            incident ->
                assertThat(incident.id())
                    .isEqualTo(Ids.detection("orders", 0, "101", series.config())));
  }

  @Test
  void a_series_that_is_warming_says_how_many_records_it_needs_and_when_it_will_be_ready() {
    observe(0, 1);

    Verdict warming = observe(1, 1);

    assertThat(warming.status()).isEqualTo(Status.WARMING);
    assertThat(warming.score().orElseThrow()).isInstanceOf(Score.WarmingUp.class);
    assertThat(warming.readyAt()).isPresent();
    assertThat(warming.anomalyScore()).isEmpty();
  }

  @Test
  void records_may_have_numbers_instead_of_times() {
    Verdict numbered = standalone.observe(new double[] {1}, 7, "7");

    assertThat(numbered.status()).isEqualTo(Status.WARMING);
    assertThat(numbered.readyAt()).isEmpty();
  }

  /** Its records are counted by the model that is gone: its outcome would stand for another. */
  @Test
  void a_drift_check_under_way_ends_with_a_model_that_relearns() {
    SeriesRules checked =
        new SeriesRules(
            40,
            100,
            30,
            Optional.of(new DriftTest(DriftTest.Kind.KS, 60, 1000)),
            DriftAction.NONE,
            new IncidentRule(5, Severity.Bands.DEFAULT),
            2);
    standalone = StandaloneSeries.fresh("orders", series, checked);
    for (int i = 0; i < 65; i++) {
      observe(i, i % 7);
    }
    byte[] state = standalone.state();

    assertThat(restored(series, checked, state).tasks()).hasSize(1);
    SeriesProcessor relearning = restored(series(new ZScore(30, 2.5)), checked, state);
    assertThat(relearning.isRelearning()).isTrue();
    assertThat(relearning.tasks()).isEmpty();
  }

  private static SeriesProcessor restored(Series of, SeriesRules rules, byte[] state) {
    return SeriesProcessor.read(of, rules, new StateReader(ByteBuffer.wrap(state)));
  }

  @Test
  void a_record_with_other_features_is_refused_with_both_numbers() {
    assertThatThrownBy(() -> standalone.observe(new double[] {1, 2}, START, "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series 'shop' has 1 features, and the record has 2 values");
  }

  @Test
  void too_many_skipped_records_quarantine_the_series() {
    warmUp();

    Verdict first = standalone.skip(new double[] {1}, START, "100");
    Verdict second = standalone.skip(new double[] {1}, START, "101");

    assertThat(first.status()).isEqualTo(Status.DEAD_LETTERED);
    assertThat(first.deadLetter().orElseThrow().reason()).isEqualTo(DeadLetter.Reason.POISON);
    assertThat(first.events()).isEmpty();
    assertThat(second.events()).containsExactly(new SeriesEvent.Quarantined(0));
    assertThat(observe(102, 1).status()).isEqualTo(Status.UNSCORABLE);
  }

  @Test
  void a_state_of_other_parameters_is_dropped() {
    warmUp();
    byte[] state = standalone.state();

    StandaloneSeries other =
        StandaloneSeries.restore("orders", series(new ZScore(30, 2.5)), RULES, state);

    assertThat(other.isRelearning()).isTrue();
    assertThat(other.observe(new double[] {1}, START, "100").status()).isEqualTo(Status.WARMING);
    assertThat(StandaloneSeries.restore("orders", series, RULES, state).isRelearning()).isFalse();
  }

  private void warmUp() {
    for (int i = 0; i < 100; i++) {
      observe(i, i % 2);
    }
  }

  private Verdict observe(int record, double value) {
    Instant at = START.plusSeconds(record);
    return standalone.observe(new double[] {value}, at, Integer.toString(record));
  }

  private static Series series(Detector detector) {
    return Series.of("shop", List.of("hits"), Judge.of(detector));
  }
}
