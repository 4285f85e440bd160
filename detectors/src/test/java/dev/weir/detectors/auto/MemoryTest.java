package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Score;
import dev.weir.detectors.StateMismatchException;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Auto} keeps of a series, and what it still sees. */
class MemoryTest {

  private static final ModelSetup ONE_FEATURE = new ModelSetup(1, 0, 256, 500);
  private static final long FIVE_MINUTES = 300_000;

  /** The contract, with least. */
  @Nested
  class SketchTest extends DetectorContract {
    @Override
    protected Detector detector() {
      return new Auto(Memory.SKETCH);
    }
  }

  @ParameterizedTest
  @EnumSource
  void spikes_and_wrong_hours_are_seen_whatever_is_kept(Memory memory) {
    Model model = pointsLearned(memory);

    assertThat(isAnomaly(model, 20, 6_000)).isTrue();
    assertThat(isAnomaly(model, 4.5, 6_000)).isTrue();
    assertThat(isAnomaly(model, -4.5, 6_000)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void state_is_taken_over_by_a_model_that_keeps_as_much_and_by_no_other(Memory memory) {
    Model model = pointsLearned(memory);
    Auto detector = new Auto(memory);

    Model restored = detector.restore(ONE_FEATURE, model.state());

    assertThat(restored.state().bytes()).isEqualTo(model.state().bytes());
    for (Memory other : Memory.values()) {
      if (other != memory) {
        assertThatThrownBy(() -> new Auto(other).restore(ONE_FEATURE, model.state()))
            .isInstanceOf(StateMismatchException.class);
      }
    }
  }

  @Test
  void less_is_less() {
    assertThat(size(Memory.SKETCH)).isLessThan(2 * size(Memory.COMPACT) / 3);
    assertThat(size(Memory.COMPACT)).isLessThan(3 * size(Memory.FULL) / 4);
  }

  private static int size(Memory memory) {
    return pointsLearned(memory).state().bytes().remaining();
  }

  /** A day's swing of 5 with noise, for three weeks of five minutes. */
  private static Model pointsLearned(Memory memory) {
    Model model = new Auto(memory).newModel(ONE_FEATURE);
    Random random = new Random(3);
    for (int i = 0; i < 6_000; i++) {
      double value = 5 * Math.sin(i * 2 * Math.PI / 288) + random.nextGaussian() / 4;
      model.learn(new double[] {value}, i * FIVE_MINUTES);
    }
    return model;
  }

  private static boolean isAnomaly(Model model, double value, int record) {
    Score score = model.score(new double[] {value}, record * FIVE_MINUTES);
    return score instanceof Score.Ready ready && AnomalyScore.isAnomaly(ready.anomalyScore());
  }
}
