package dev.weir.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private final Evaluation evaluation = new Evaluation();

  @Test
  void without_labels_there_is_nothing_to_say() {
    assertThat(evaluation.report()).isEqualTo(Evaluation.Report.NONE);
    assertThat(Confusion.NONE.f1()).isZero();
  }

  @Test
  void counts_each_of_the_four_outcomes() {
    observe(true, true, 3);
    observe(false, true, 1);
    observe(true, false, 2);
    observe(false, false, 4);
    Confusion all = evaluation.report().all();

    assertThat(all).isEqualTo(new Confusion(3, 1, 2, 4));
    assertThat(all.precision()).isCloseTo(3 / 4.0, within(1e-12));
    assertThat(all.recall()).isCloseTo(3 / 5.0, within(1e-12));
    assertThat(all.f1()).isCloseTo(6 / 9.0, within(1e-12));
    assertThat(all.accuracy()).isCloseTo(7 / 10.0, within(1e-12));
  }

  @Test
  void the_recent_measures_look_back_a_window_and_those_before_another() {
    observe(true, false, 500);
    observe(true, true, 1_000);
    observe(false, true, 1_000);
    Evaluation.Report report = evaluation.report();

    assertThat(report.recent()).isEqualTo(new Confusion(0, 1_000, 0, 0));
    assertThat(report.before()).isEqualTo(new Confusion(1_000, 0, 0, 0));
    assertThat(report.all()).isEqualTo(new Confusion(1_000, 1_000, 500, 0));
  }

  @Test
  void the_trend_compares_a_window_with_the_one_before() {
    observe(true, true, 1_000);
    assertThat(evaluation.report().trend()).isEqualTo(Evaluation.Trend.STABLE);
    observe(true, false, 500);
    assertThat(evaluation.report().trend()).isEqualTo(Evaluation.Trend.STABLE);
    observe(true, false, 500);
    assertThat(evaluation.report().trend()).isEqualTo(Evaluation.Trend.DECLINING);
    observe(true, true, 1_000);
    assertThat(evaluation.report().trend()).isEqualTo(Evaluation.Trend.IMPROVING);
  }

  @Test
  void goes_on_from_its_state() {
    Random random = new Random(1);
    Evaluation whole = new Evaluation();
    Evaluation interrupted = new Evaluation();
    for (int i = 0; i < 5_000; i++) {
      boolean label = random.nextInt(10) == 0;
      boolean detected = random.nextInt(8) == 0;
      whole.observe(label, detected);
      interrupted.observe(label, detected);
      if (i % 617 == 0) {
        interrupted = Evaluation.restore(interrupted.state());
      }
    }

    assertThat(interrupted.report()).isEqualTo(whole.report());
  }

  private void observe(boolean label, boolean detected, int times) {
    for (int i = 0; i < times; i++) {
      evaluation.observe(label, detected);
    }
  }
}
