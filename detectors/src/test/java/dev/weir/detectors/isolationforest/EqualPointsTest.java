package dev.weir.detectors.isolationforest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Score;
import org.junit.jupiter.api.Test;

/** A forest whose points are all equal. */
class EqualPointsTest {

  @Test
  void a_constant_value_is_usual_and_every_other_one_is_anomalous() {
    FittedModel model = fitted(5);

    assertThat(isAnomaly(model, 5)).isFalse();
    assertThat(isAnomaly(model, 500)).isTrue();
    assertThat(isAnomaly(model, 6)).isTrue();
    assertThat(isAnomaly(model, 4)).isTrue();
  }

  @Test
  void the_second_jump_is_as_anomalous_as_the_first() {
    FittedModel model = fitted(5);
    model.learn(new double[] {500});
    for (int i = 0; i < 255; i++) {
      model.learn(new double[] {5});
    }
    model.adopt(model.fitTask(model.pointsLearned()).fit());

    assertThat(isAnomaly(model, 5)).isFalse();
    assertThat(isAnomaly(model, 500)).isTrue();
  }

  @Test
  void one_of_several_constant_features_is_seen_to_move() {
    FittedModel model = fitted(5, 0, -3);

    assertThat(isAnomaly(model, 5, 0, -3)).isFalse();
    assertThat(isAnomaly(model, 5, 1, -3)).isTrue();
    assertThat(isAnomaly(model, 5, 0, -3.5)).isTrue();
  }

  private static FittedModel fitted(double... point) {
    ModelSetup setup = new ModelSetup(point.length, 7, 256, 50);
    FittedModel model = (FittedModel) IsolationForest.DEFAULT.newModel(setup);
    for (int i = 0; i < 256; i++) {
      model.learn(point);
    }
    model.adopt(model.fitTask(256).fit());
    return model;
  }

  private static boolean isAnomaly(FittedModel model, double... point) {
    return model.score(point) instanceof Score.Ready ready
        && AnomalyScore.isAnomaly(ready.anomalyScore());
  }
}
