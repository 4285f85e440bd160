package dev.weir.detectors.alertpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.incident.Incident;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.incident.Transition;
import dev.weir.detectors.zscore.ZScore;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Alerts on series in which nothing happens, by detectors whose own rates are far off. */
class BudgetKeptTest {

  private static final int SERIES = 40;
  private static final int RECORDS = 10_000;
  private static final long MINUTE = 60_000;

  @Test
  void a_share_of_the_records_is_kept_within_a_factor_of_two() {
    double allowed = 0.001 * RECORDS;

    assertThat(alerts(Auto.DEFAULT, "0.1%", x -> x)).isBetween(allowed / 2, 2 * allowed);
    assertThat(alerts(ZScore.DEFAULT, "0.1%", x -> x)).isBetween(allowed / 2, 2 * allowed);
    assertThat(alerts(ZScore.DEFAULT, "0.1%", StrictMath::exp)).isBetween(allowed / 2, 2 * allowed);
  }

  @Test
  void so_many_a_day_are_kept_within_a_factor_of_two() {
    double allowed = (double) RECORDS / 1440;

    assertThat(alerts(Auto.DEFAULT, "1 per day", x -> x)).isBetween(allowed / 2, 2 * allowed);
    assertThat(alerts(ZScore.DEFAULT, "1 per day", Math::abs)).isBetween(allowed / 2, 2 * allowed);
  }

  @Test
  void without_times_the_detector_keeps_its_own_threshold() {
    Model plain = ZScore.DEFAULT.newModel(setup(1));
    Model budgeted = budgeted(ZScore.DEFAULT, "1 per day").newModel(setup(1));
    Random random = new Random(3);
    for (int i = 0; i < 3_000; i++) {
      double[] point = {random.nextGaussian()};
      assertThat(budgeted.score(point)).isEqualTo(plain.score(point));
      plain.learn(point);
      budgeted.learn(point);
    }
  }

  /** Alerts of a series, on average. */
  private static double alerts(Detector detector, String budget, DoubleUnaryOperator shape) {
    Detector tuned = budgeted(detector, budget);
    long alerts =
        IntStream.range(0, SERIES).mapToLong(series -> alerts(tuned, series, shape)).sum();
    return (double) alerts / SERIES;
  }

  private static Detector budgeted(Detector detector, String budget) {
    return AlertPolicyDetector.of(detector, AlertBudget.about(budget), AlertFilter.NONE);
  }

  private static long alerts(Detector detector, int series, DoubleUnaryOperator shape) {
    Random random = new Random(series);
    Rows rows = new Rows(RECORDS, 1);
    for (int i = 0; i < RECORDS; i++) {
      rows.add(shape.applyAsDouble(random.nextGaussian()));
      rows.endRow(i * MINUTE);
    }
    Scores scores = new Scores();
    scores.fit(rows);
    Model model = detector.newModel(setup(series));
    int[] order = IntStream.range(0, RECORDS).toArray();
    model.scoreThenLearn(new Run().over(rows, scores, order, 0, RECORDS));
    Incident incident = new Incident();
    long opened = 0;
    for (int row = 0; row < RECORDS; row++) {
      if (scores.outcome(row) == Scores.READY
          && incident.observe(scores.alert(row), IncidentRule.DEFAULT) == Transition.OPENED) {
        opened++;
      }
    }
    return opened;
  }

  private static ModelSetup setup(long seed) {
    return new ModelSetup(1, seed, 256, 50);
  }
}
