package dev.weir.detectors.lof;

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

class LocalOutlierFactorTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return new LocalOutlierFactor(10, 64, 0.02);
  }

  @Test
  void a_point_between_clusters_is_found_though_each_of_its_values_is_usual() {
    Model model = LocalOutlierFactor.DEFAULT.newModel(new ModelSetup(2, 1, 256, 50));
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      double centre = random.nextBoolean() ? 3 : -3;
      model.learn(new double[] {centre + random.nextGaussian(), centre + random.nextGaussian()});
    }

    assertThat(isAnomaly(model, 3, -3)).isTrue();
    assertThat(isAnomaly(model, 3, 3)).isFalse();
    assertThat(isAnomaly(model, -3, -2.5)).isFalse();
  }

  @Test
  void a_dense_cluster_has_nearer_outskirts_than_a_wide_one() {
    Model model = LocalOutlierFactor.DEFAULT.newModel(new ModelSetup(1, 1, 256, 50));
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      model.learn(
          new double[] {
            i % 2 == 0 ? 0.01 * random.nextGaussian() : 10 + 2 * random.nextGaussian()
          });
    }

    assertThat(isAnomaly(model, 1)).isTrue();
    assertThat(isAnomaly(model, 13)).isFalse();
  }

  /** By hand: on a line, 0 1 2 3 and two neighbours. */
  @Test
  void factors_are_those_of_the_definition() {
    Densities densities = new Densities(4, 1, 2);
    densities.find(new double[] {0, 1, 2, 3}, 4);

    // Reach, the distance to the second neighbour: 2 1 1 2. The nearest to 5 are 3, which is 2 away
    // and reaches 2, and 2, which is 3 away. The density of both is 1 / ((1 + 2) / 2).
    double ofNeighbours = 2 / 3.0;
    double ofFive = 2 / (2.0 + 3);
    assertThat(densities.factor(new double[] {5}, 0))
        .isCloseTo(ofNeighbours / ofFive, within(1e-12));
  }

  @Test
  void refuses_parameters_that_make_no_sense() {
    assertThatThrownBy(() -> new LocalOutlierFactor(1, 64, 0.001))
        .hasMessageContaining("neighbours");
    assertThatThrownBy(() -> new LocalOutlierFactor(20, 20, 0.001))
        .hasMessageContaining("reference");
    assertThatThrownBy(() -> new LocalOutlierFactor(20, 64, 0.5)).hasMessageContaining("alertRate");
  }

  private static boolean isAnomaly(Model model, double... point) {
    return model.score(point) instanceof Score.Ready ready
        && AnomalyScore.isAnomaly(ready.anomalyScore());
  }
}
