package dev.weir.detectors.zscore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Score;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustZScoreTest extends DetectorContract {

  private static final ModelSetup ONE_FEATURE = new ModelSetup(1, 0, 256, 500);

  @Override
  protected Detector detector() {
    return RobustZScore.DEFAULT;
  }

  @Test
  void agrees_with_the_textbook_at_every_fill_of_the_window() {
    for (int window : new int[] {4, 5, 20, 21, 240}) {
      Random random = new Random(window);
      Model model = new RobustZScore(window, 3.5).newModel(ONE_FEATURE);
      double[] seen = new double[0];
      for (int i = 0; i < 3 * window + 5; i++) {
        // Few distinct values: ties, and deviations of 0, happen all the time.
        double value = random.nextInt(3) == 0 ? random.nextInt(4) : random.nextGaussian();
        if (seen.length >= window / 2) {
          double raw = ((Score.Ready) model.score(new double[] {value})).raw();
          assertThat(raw).isCloseTo(textbook(seen, value), within(1e-9 * Math.max(1, raw)));
        }
        model.learn(new double[] {value});
        seen = Arrays.copyOf(seen, seen.length + 1);
        seen[seen.length - 1] = value;
        seen = Arrays.copyOfRange(seen, Math.max(0, seen.length - window), seen.length);
      }
    }
  }

  @Test
  void a_quarter_of_spikes_hides_none() {
    Model model = RobustZScore.DEFAULT.newModel(ONE_FEATURE);
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      double value = i % 4 == 0 ? 1_000 : random.nextGaussian();
      if (i >= 500) {
        assertThat(isAnomaly(model, value)).isEqualTo(i % 4 == 0);
      }
      model.learn(new double[] {value > 500 ? value : Math.max(-1, Math.min(1, value))});
    }
  }

  @Test
  void a_constant_series_alarms_when_it_moves() {
    Model model = RobustZScore.DEFAULT.newModel(ONE_FEATURE);
    for (int i = 0; i < 500; i++) {
      model.learn(new double[] {7});
    }

    assertThat(isAnomaly(model, 7)).isFalse();
    assertThat(isAnomaly(model, 7.001)).isTrue();
  }

  @Test
  void refuses_parameters_that_make_no_sense() {
    assertThatThrownBy(() -> new RobustZScore(3, 3.5)).hasMessageContaining("window");
    assertThatThrownBy(() -> new RobustZScore(20, -1)).hasMessageContaining("threshold");
  }

  private static boolean isAnomaly(Model model, double value) {
    return AnomalyScore.isAnomaly(((Score.Ready) model.score(new double[] {value})).anomalyScore());
  }

  private static double textbook(double[] seen, double value) {
    double median = median(seen);
    double[] deviations = Arrays.stream(seen).map(v -> Math.abs(v - median)).sorted().toArray();
    double mad = deviations[deviations.length / 2];
    double spread =
        mad > 0 ? 1.4826 * mad : 1.2533 * Arrays.stream(deviations).average().orElseThrow();
    double floor = Math.max(1e-100, 1e-9 * Math.abs(median));
    return Math.abs(value - median) / Math.max(floor, spread);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
  }
}
