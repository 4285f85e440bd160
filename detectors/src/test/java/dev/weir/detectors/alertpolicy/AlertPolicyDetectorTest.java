package dev.weir.detectors.alertpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Score;
import dev.weir.detectors.alertpolicy.AlertFilter.Direction;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.zscore.ZScore;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlertPolicyDetectorTest extends DetectorContract {

  private static final double OPEN = Double.POSITIVE_INFINITY;

  @Override
  protected Detector detector() {
    return tuned("0.1%", new AlertFilter(Direction.BOTH, 0.01, 0.001, -1e60, 1e60));
  }

  private static Detector tuned(String budget, AlertFilter alertFilter) {
    return AlertPolicyDetector.of(ZScore.DEFAULT, AlertBudget.about(budget), alertFilter);
  }

  private static Detector gated(AlertFilter alertFilter) {
    return tuned("", alertFilter);
  }

  @Test
  void is_the_detector_itself_if_nothing_is_asked() {
    assertThat(AlertPolicyDetector.of(ZScore.DEFAULT, AlertBudget.NONE, AlertFilter.NONE))
        .isSameAs(ZScore.DEFAULT);
  }

  @Test
  void a_value_that_is_off_to_the_other_side_is_of_no_interest() {
    Model above = warm(gated(new AlertFilter(Direction.ABOVE, 0, 0, -OPEN, OPEN)));
    Model below = warm(gated(new AlertFilter(Direction.BELOW, 0, 0, -OPEN, OPEN)));

    assertThat(isAnomaly(above, 9)).isTrue();
    assertThat(isAnomaly(above, -9)).isFalse();
    assertThat(isAnomaly(below, 9)).isFalse();
    assertThat(isAnomaly(below, -9)).isTrue();
  }

  @Test
  void a_deviation_that_is_too_small_for_the_user_is_of_no_interest() {
    Model absolute = warm(gated(new AlertFilter(Direction.BOTH, 20, 0, -OPEN, OPEN)));

    assertThat(isAnomaly(absolute, 15)).isFalse();
    assertThat(isAnomaly(absolute, 25)).isTrue();
    Model far = warm(gated(new AlertFilter(Direction.BOTH, 0, 0.5, -OPEN, OPEN)), 100);
    assertThat(isAnomaly(far, 140)).isFalse();
    assertThat(isAnomaly(far, 160)).isTrue();
  }

  @Test
  void what_is_of_no_interest_still_ranks() {
    Model model = warm(gated(new AlertFilter(Direction.ABOVE, 0, 0, -OPEN, OPEN)));

    assertThat(anomalyScore(model, -9)).isGreaterThan(anomalyScore(model, 1)).isLessThan(0.5);
  }

  @Test
  void a_value_where_none_can_be_is_an_anomaly_from_the_first_record_and_teaches_nothing() {
    Model model = newOne(gated(new AlertFilter(Direction.BOTH, 0, 0, 0, 100)));
    Model taught = newOne(gated(new AlertFilter(Direction.BOTH, 0, 0, 0, 100)));

    assertThat(anomalyScore(model, 100.5)).isEqualTo(0.9);
    assertThat(model.explain(new double[] {100.5}).expected(0)).isEqualTo(100);
    model.learn(new double[] {-1});

    assertThat(model.state().bytes()).isEqualTo(taught.state().bytes());
  }

  @Test
  void gates_can_be_changed_and_budgets_too_without_losing_what_was_learnt() {
    AlertFilter some = new AlertFilter(Direction.ABOVE, 1, 0, -OPEN, OPEN);

    assertThat(gated(some).learning()).isEqualTo(ZScore.DEFAULT.learning());
    assertThat(tuned("1%", some).learning())
        .isEqualTo(tuned("2 per week", AlertFilter.NONE).learning());
    assertThat(tuned("1%", some).learning()).isNotEqualTo(ZScore.DEFAULT.learning());
  }

  @Test
  void a_model_that_is_fitted_stays_one() {
    Detector forest =
        AlertPolicyDetector.of(IsolationForest.DEFAULT, AlertBudget.about("1%"), AlertFilter.NONE);

    assertThat(newOne(forest)).isInstanceOf(FittedModel.class);
  }

  private static Model newOne(Detector detector) {
    return detector.newModel(new ModelSetup(1, 1, 256, 50));
  }

  private static Model warm(Detector detector) {
    return warm(detector, 0);
  }

  private static Model warm(Detector detector, double mean) {
    Model model = newOne(detector);
    Random random = new Random(5);
    for (int i = 0; i < 400; i++) {
      model.learn(new double[] {mean + random.nextGaussian()});
    }
    return model;
  }

  private static double anomalyScore(Model model, double value) {
    return ((Score.Ready) model.score(new double[] {value})).anomalyScore();
  }

  private static boolean isAnomaly(Model model, double value) {
    return AnomalyScore.isAnomaly(anomalyScore(model, value));
  }
}
