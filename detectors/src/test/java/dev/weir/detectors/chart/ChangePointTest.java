package dev.weir.detectors.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Score;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangePointTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return new ChangePoint(0.5, 0.02);
  }

  @Test
  void a_new_level_is_told_soon_and_once() {
    int late = 0;
    int again = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Model model = grown(random);
      int first = -1;
      for (int i = 0; i < 300; i++) {
        if (take(model, random.nextGaussian() + 2)) {
          again += first < 0 ? 0 : 1;
          first = first < 0 ? i : first;
        }
      }
      late += first < 0 || first > 20 ? 1 : 0;
    }

    assertThat(late).isZero();
    // By chance alone, at one in a thousand: six of the 6,000 records.
    assertThat(again).isLessThanOrEqualTo(6);
  }

  @Test
  void a_single_spike_is_no_change() {
    Random random = new Random(3);
    Model model = grown(random);

    assertThat(take(model, 1e9)).isFalse();
  }

  @Test
  void a_constant_that_moves_is_a_change() {
    Model model = ChangePoint.DEFAULT.newModel(new ModelSetup(1, 1, 256, 50));
    for (int i = 0; i < 5_000; i++) {
      assertThat(take(model, 42)).isFalse();
    }

    boolean found = false;
    for (int i = 0; i < 5; i++) {
      found |= take(model, 42.5);
    }
    assertThat(found).isTrue();
    for (int i = 0; i < 100; i++) {
      take(model, 42.5);
    }
    assertThat(take(model, 42.5)).as("the new normal").isFalse();
  }

  @Test
  void refuses_parameters_that_make_no_sense() {
    assertThatThrownBy(() -> new ChangePoint(0, 0.001)).hasMessageContaining("allowance");
    assertThatThrownBy(() -> new ChangePoint(0.5, 0)).hasMessageContaining("alertRate");
  }

  private static Model grown(Random random) {
    Model model = ChangePoint.DEFAULT.newModel(new ModelSetup(1, 1, 256, 50));
    for (int i = 0; i < 5_000; i++) {
      model.learn(new double[] {random.nextGaussian()});
    }
    return model;
  }

  private static boolean take(Model model, double value) {
    double[] point = {value};
    boolean anomaly =
        model.score(point) instanceof Score.Ready ready
            && AnomalyScore.isAnomaly(ready.anomalyScore());
    model.learn(point);
    return anomaly;
  }
}
