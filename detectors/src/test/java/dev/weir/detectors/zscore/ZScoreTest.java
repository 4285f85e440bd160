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
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZScoreTest extends DetectorContract {

  private static final ModelSetup ONE_FEATURE = new ModelSetup(1, 0, 256, 500);

  @Override
  protected Detector detector() {
    return ZScore.DEFAULT;
  }

  @Test
  void agrees_with_the_textbook_on_a_quiet_stream() {
    Random random = new Random(1);
    // Nothing lies beyond this threshold, so nothing is clipped.
    Model model = new ZScore(20, 1e6).newModel(ONE_FEATURE);
    double[] window = new double[20];
    for (int i = 0; i < 10_000; i++) {
      double value = 1e6 + random.nextDouble();
      if (i >= 20) {
        assertThat(raw(model, value)).isCloseTo(textbook(window, value), within(1e-7));
      }
      window[i % 20] = value;
      model.learn(new double[] {value});
    }
  }

  @Test
  void a_spike_does_not_hide_the_next() {
    Model model = quietModel();

    assertThat(isAnomaly(model, 1_000)).isTrue();
    model.learn(new double[] {1_000});

    assertThat(isAnomaly(model, 1_000)).isTrue();
    assertThat(isAnomaly(model, 100.5)).isFalse();
  }

  @Test
  void half_a_window_of_anomalies_is_the_new_normal() {
    Model model = quietModel();
    int records = 0;
    while (isAnomaly(model, 200 + records % 3)) {
      model.learn(new double[] {200 + records % 3});
      records++;
    }

    assertThat(records).isBetween(1, 20);
  }

  @Test
  void a_constant_series_alarms_when_it_moves() {
    for (double constant : new double[] {0, 1, -273.15, 1e12}) {
      Model model = ZScore.DEFAULT.newModel(ONE_FEATURE);
      for (int i = 0; i < 100; i++) {
        model.learn(new double[] {constant});
      }

      assertThat(isAnomaly(model, constant)).isFalse();
      assertThat(isAnomaly(model, constant + Math.max(1e-6, Math.abs(constant) * 1e-6))).isTrue();
    }
  }

  @Test
  void a_billion_wide_spikes_leave_no_error_behind() {
    Random random = new Random(2);
    Model model = ZScore.DEFAULT.newModel(ONE_FEATURE);
    double[] window = new double[20];
    for (int i = 0; i < 100_000; i++) {
      boolean spike = i % 1_000 == 0;
      double value = spike ? 1e9 : random.nextDouble();
      model.learn(new double[] {value});
      window[i % 20] = value;
    }
    // The last spike left the window long ago.
    assertThat(raw(model, 0.25)).isCloseTo(textbook(window, 0.25), within(1e-9));
  }

  @Test
  void refuses_parameters_that_make_no_sense() {
    assertThatThrownBy(() -> new ZScore(1, 2.5)).hasMessageContaining("window");
    assertThatThrownBy(() -> new ZScore(20, 0)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> new ZScore(20, Double.NaN)).hasMessageContaining("threshold");
  }

  private static Model quietModel() {
    Model model = ZScore.DEFAULT.newModel(ONE_FEATURE);
    for (int i = 0; i < 100; i++) {
      model.learn(new double[] {100 + i % 3});
    }
    return model;
  }

  private static boolean isAnomaly(Model model, double value) {
    return AnomalyScore.isAnomaly(((Score.Ready) model.score(new double[] {value})).anomalyScore());
  }

  private static double raw(Model model, double value) {
    return ((Score.Ready) model.score(new double[] {value})).raw();
  }

  private static double textbook(double[] window, double value) {
    double mean = 0;
    for (double v : window) {
      mean += v / window.length;
    }
    double variance = 0;
    for (double v : window) {
      variance += (v - mean) * (v - mean) / window.length;
    }
    return Math.abs(value - mean) / Math.sqrt(variance);
  }
}
