package dev.weir.detectors.isolationforest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Score;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsolationForestTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return IsolationForest.DEFAULT;
  }

  @Test
  void ranks_points_as_the_textbook_forest_does() {
    for (int features : new int[] {1, 2, 5, 16, 40}) {
      double[][] points = points(features, 1_000, 1);
      FittedModel model = fitted(points, 7);
      FittedModel otherSeed = fitted(points, 8);
      double[][] probes = points(features, 500, 2);
      double[] own = raw(model, probes);

      double withTextbook = rankCorrelation(own, new TextbookForest(points, 3).scores(probes));
      double withItself = rankCorrelation(own, raw(otherSeed, probes));

      // Two seeds of one forest do not agree entirely either: that is the measure.
      assertThat(withTextbook).as("%d features", features).isGreaterThan(withItself - 0.05);
      assertThat(withTextbook).isGreaterThan(0.4);
    }
  }

  @Test
  void scores_lie_where_the_textbook_says() {
    double[][] points = points(5, 1_000, 4);
    FittedModel model = fitted(points, 5);
    double[][] probes = {{0, 0, 0, 0, 0}, {8, 8, 8, 8, 8}};

    double[] own = raw(model, probes);
    double[] textbook = new TextbookForest(points, 6).scores(probes);

    assertThat(own[0]).isCloseTo(textbook[0], org.assertj.core.api.Assertions.within(0.03));
    assertThat(own[1]).isCloseTo(textbook[1], org.assertj.core.api.Assertions.within(0.03));
  }

  @Test
  void units_do_not_matter() {
    double[][] points = points(2, 1_000, 7);
    double[][] scaled =
        Arrays.stream(points)
            .map(p -> new double[] {1.7e9 + 1e-3 * p[0], 1e6 * p[1]})
            .toArray(double[][]::new);

    double[] raw = raw(fitted(points, 1), points(2, 200, 8));
    double[][] probes =
        Arrays.stream(points(2, 200, 8))
            .map(p -> new double[] {1.7e9 + 1e-3 * p[0], 1e6 * p[1]})
            .toArray(double[][]::new);

    assertThat(rankCorrelation(raw, raw(fitted(scaled, 1), probes))).isGreaterThan(0.99);
  }

  @Test
  void the_contaminations_share_of_the_window_lies_above_the_threshold() {
    double[][] points = points(3, 1_000, 9);
    FittedModel model = fitted(points, 10);

    long above =
        Arrays.stream(points)
            .map(p -> (Score.Ready) model.score(p))
            .filter(s -> s.raw() >= s.threshold())
            .count();

    assertThat(above).isBetween(40L, 50L);
  }

  @Test
  void a_fit_uses_the_points_up_to_its_own_and_none_behind() {
    double[][] points = points(2, 1_500, 11);
    FittedModel early = newModel(2, 12);
    FittedModel late = newModel(2, 12);
    for (int i = 0; i < 1_450; i++) {
      early.learn(points[i]);
      late.learn(points[i]);
    }
    for (int i = 1_450; i < 1_500; i++) {
      late.learn(points[i]);
    }

    early.adopt(early.fitTask(1_450).fit());
    late.adopt(late.fitTask(1_450).fit());

    double[][] probes = points(2, 100, 13);
    assertThat(raw(early, probes)).isEqualTo(raw(late, probes));
    assertThatThrownBy(() -> late.fitTask(1_501)).hasMessageContaining("1501");
    assertThatThrownBy(() -> late.fitTask(900)).hasMessageContaining("900");
  }

  @Test
  void refuses_parameters_that_make_no_sense() {
    assertThatThrownBy(() -> new IsolationForest(0, 256, 1000, 0.05)).hasMessageContaining("trees");
    assertThatThrownBy(() -> new IsolationForest(50, 257, 1000, 0.05))
        .hasMessageContaining("subsample");
    assertThatThrownBy(() -> new IsolationForest(50, 256, 255, 0.05))
        .hasMessageContaining("window");
    assertThatThrownBy(() -> new IsolationForest(50, 256, 1000, 0))
        .hasMessageContaining("contamination");
  }

  private static FittedModel newModel(int features, long seed) {
    return (FittedModel) IsolationForest.DEFAULT.newModel(new ModelSetup(features, seed, 256, 500));
  }

  private static FittedModel fitted(double[][] points, long seed) {
    FittedModel model = newModel(points[0].length, seed);
    for (double[] point : points) {
      model.learn(point);
    }
    model.adopt(model.fitTask(points.length).fit());
    return model;
  }

  private static double[] raw(FittedModel model, double[][] points) {
    return Arrays.stream(points).mapToDouble(p -> ((Score.Ready) model.score(p)).raw()).toArray();
  }

  private static double[][] points(int features, int size, long seed) {
    Random random = new Random(seed);
    double[][] points = new double[size][features];
    for (double[] point : points) {
      double spread = random.nextInt(20) == 0 ? 4 : 1;
      Arrays.setAll(point, i -> spread * random.nextGaussian());
    }
    return points;
  }

  /** Spearman's, by Pearson's on ranks; ties are rare enough to be ignored. */
  private static double rankCorrelation(double[] a, double[] b) {
    double[] x = ranks(a);
    double[] y = ranks(b);
    double mean = (a.length - 1) / 2.0;
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
    }
    return xy / xx;
  }

  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
    double[] ranks = new double[values.length];
    for (int rank = 0; rank < order.length; rank++) {
      ranks[order[rank]] = rank;
    }
    return ranks;
  }
}
