package dev.weir.detectors.randomcutforest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomCutForestTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return new RandomCutForest(15, 128, 1, 0.02);
  }

  /** Groups hold records that are not in the trees yet, and the last points of each. */
  @Test
  void a_model_that_is_restored_in_the_middle_of_a_group_goes_on_to_the_last_bit() {
    Detector shingled = new RandomCutForest(10, 64, 4, 0.02);
    ModelSetup setup = new ModelSetup(2, 5, 256, 0);
    double[][] points = points(2, 1_000);
    Model one = shingled.newModel(setup);
    Model other = shingled.newModel(setup);

    for (int i = 0; i < points.length; i++) {
      assertThat(other.score(points[i])).as("record %d", i).isEqualTo(one.score(points[i]));
      one.learn(points[i]);
      other.learn(points[i]);
      if (i % 37 == 0) {
        other = shingled.restore(setup, other.state());
      }
    }
  }

  @Test
  void points_enter_the_trees_at_every_64th_record() {
    RandomCutForestModel model =
        (RandomCutForestModel)
            new RandomCutForest(10, 64, 1, 0.02).newModel(new ModelSetup(1, 5, 256, 0));
    for (double[] point : points(1, 640)) {
      model.learn(point);
    }
    double[] far = {50};
    double before = model.strangeness(far, 0, 0);

    for (int i = 0; i < 63; i++) {
      model.learn(far);
    }
    assertThat(model.strangeness(far, 0, 0)).isEqualTo(before);

    model.learn(far);
    assertThat(model.strangeness(far, 0, 0)).isLessThan(before / 2);
  }

  private static double[][] points(int features, int count) {
    Random random = new Random(21);
    double[][] points = new double[count][features];
    for (double[] point : points) {
      for (int i = 0; i < features; i++) {
        point[i] = random.nextGaussian() * (random.nextInt(50) == 0 ? 10 : 1);
      }
    }
    return points;
  }
}
