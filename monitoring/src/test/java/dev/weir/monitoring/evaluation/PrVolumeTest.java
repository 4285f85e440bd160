package dev.weir.monitoring.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PrVolumeTest {

  private static final double HALF = Math.sqrt(0.5);

  @Test
  void scores_that_tell_events_apart_fill_the_volume() {
    assertThat(volume(2, "nnaann", 0.1, 0.1, 0.9, 0.9, 0.1, 0.1)).isEqualTo(1);
  }

  @Test
  void without_a_window_it_is_average_precision_times_the_events_found() {
    // At 0.9 the first of two events: recall 1/2 * 1/2, precision 1. At 0.5 no more. At 0.4 the
    // other: recall 1, precision 2/3.
    assertThat(volume(0, "annan", 0.9, 0.5, 0.1, 0.4, 0.1))
        .isCloseTo(0.25 * 1 + 0.75 * 2 / 3, within(1e-12));
  }

  @Test
  void a_window_forgives_a_score_that_is_one_row_late() {
    // Margins 0 and 1 forgive nothing: found at 0.2, behind a false row. Margin 2 weighs the rows
    // before and behind by sqrt(1 - 1/2).
    double strict = 0.5;
    double atNine = HALF / (1 + HALF / 2);
    double lenient = atNine * HALF + (1 - atNine) * (1 + HALF) / 2;

    assertThat(volume(2, "nann", 0.1, 0.2, 0.9, 0.1))
        .isCloseTo((strict + strict + lenient) / 3, within(1e-12));
  }

  @Test
  void margins_that_meet_add_up_to_one_and_make_one_stretch() {
    // Margin 2: the row between the two events weighs 2 * sqrt(1/2), at most 1. It is hit alone
    // first: recall 1 / (2 + 1/2) of the one stretch, precision 1.
    double first = 1 / 2.5;
    double strict = 1.0 * 2 / 3;

    assertThat(volume(2, "ana", 0.4, 0.9, 0.4))
        .isCloseTo((strict + strict + first + (1 - first)) / 3, within(1e-12));
  }

  @Test
  void margins_and_events_end_with_their_series() {
    double[] scores = {0.1, 0.2, 0.9, 0.1};
    LabelledScores apart = Labelled.series(new int[] {2, 4}, "nann", scores);
    LabelledScores event = Labelled.series(new int[] {2, 4}, "naan", 0.3, 0.9, 0.2, 0.1);

    // The row behind the event is another series': what is late there is not forgiven.
    assertThat(volume(2, apart)).isCloseTo(0.5, within(1e-12));
    assertThat(volume(0, event)).as("two events").isCloseTo(0.25 + 0.75 * 2 / 3, within(1e-12));
    assertThat(event.medianEvent()).isEqualTo(1);
  }

  @Test
  void the_window_is_the_median_event() {
    assertThat(Labelled.series("anaanaaan", new double[9]).medianEvent()).isEqualTo(2);
    assertThat(Labelled.series("anaaan", new double[6]).medianEvent()).isEqualTo(3);
    assertThat(Labelled.series("nnn", new double[3]).medianEvent()).isZero();
  }

  @Test
  @Timeout(30)
  void a_million_rows_take_seconds() {
    Random random = new Random(1);
    ScoreLog log = new ScoreLog(1_000_000);
    for (int i = 0; i < 1_000_000; i++) {
      log.add(i % 3, random.nextDouble(), i % 5_000 < 200);
    }

    RankQuality quality = RankQuality.of(log.bySeries());

    assertThat(quality.rocAuc().orElseThrow()).isCloseTo(0.5, within(0.01));
    assertThat(quality.vusPr().orElseThrow()).isBetween(0.01, 0.1);
  }

  private static double volume(int window, String labels, double... scores) {
    return volume(window, Labelled.series(labels, scores));
  }

  private static double volume(int window, LabelledScores rows) {
    return PrVolume.of(rows, new Ranking(rows), window);
  }
}
