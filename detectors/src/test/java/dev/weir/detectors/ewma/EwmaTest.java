package dev.weir.detectors.ewma;

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

class EwmaTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return new Ewma(0.2, 0.02);
  }

  @Test
  void a_small_shift_that_lasts_is_found_within_thirty_records() {
    Model model = Ewma.DEFAULT.newModel(new ModelSetup(1, 1, 256, 50));
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      model.learn(new double[] {random.nextGaussian()});
    }

    int anomalies = 0;
    for (int i = 0; i < 30; i++) {
      anomalies += take(model, random.nextGaussian() + 2) ? 1 : 0;
    }

    assertThat(anomalies).isGreaterThan(10);
  }

  @Test
  void a_spike_is_over_with_its_record() {
    Model model = Ewma.DEFAULT.newModel(new ModelSetup(1, 1, 256, 50));
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      model.learn(new double[] {random.nextGaussian()});
    }

    assertThat(take(model, 1e6)).isTrue();
    assertThat(take(model, 0)).isFalse();
  }

  @Test
  void refuses_parameters_that_make_no_sense() {
    assertThatThrownBy(() -> new Ewma(0, 0.001)).hasMessageContaining("gain");
    assertThatThrownBy(() -> new Ewma(0.2, 0.5)).hasMessageContaining("alertRate");
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
