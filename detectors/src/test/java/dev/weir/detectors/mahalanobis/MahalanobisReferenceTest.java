package dev.weir.detectors.mahalanobis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Score;
import dev.weir.detectors.incident.Incident;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.incident.Transition;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MahalanobisReferenceTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return MahalanobisReference.DEFAULT;
  }

  @Test
  void stable_data_gives_about_as_many_alerts_as_were_asked_for() {
    for (double memory : new double[] {0, 0.5, 0.8}) {
      long alerts = 0;
      for (int i = 0; i < 20; i++) {
        Series series = new Series(3, 100 + i);
        for (int record = 0; record < 10_000; record++) {
          alerts += series.observe(series.next(memory)) ? 1 : 0;
        }
      }

      // 10 are asked for in each of the 20.
      assertThat(alerts).as("memory %s", memory).isBetween(90L, 400L);
    }
  }

  @Test
  void a_lasting_shift_is_told_at_once_and_is_the_new_normal_later() {
    Series series = new Series(4, 7);
    for (int i = 0; i < 3_000; i++) {
      series.observe(series.next(0));
    }

    boolean told = false;
    for (int i = 0; i < 5; i++) {
      told |= series.observe(series.shifted(12));
    }
    assertThat(told).as("within 5 records").isTrue();
    int later = 0;
    for (int i = 5; i < 2_500; i++) {
      later += series.observe(series.shifted(12)) ? 1 : 0;
    }
    assertThat(later).as("told again").isLessThan(8);
    assertThat(series.anomalies(500, 12)).as("still unlike the reference").isGreaterThan(450);
    // 3,200 anomalies are enough of the last 4,000; here are 3,000 and then the rest.
    assertThat(series.anomalies(1_000, 12)).isBetween(150, 250);
    assertThat(series.anomalies(1_000, 12)).as("of 1000 of the new normal").isLessThan(20);
    assertThat(series.anomalies(1_000, 0)).as("of 1000 of the old normal").isLessThan(20);
  }

  @Test
  void a_spread_that_stays_wider_is_believed_after_the_third_renewal() {
    Series series = new Series(3, 8);
    for (int i = 0; i < 1_000; i++) {
      series.observe(series.next(0));
    }
    int first = 0;
    int last = 0;
    for (int i = 0; i < 14_000; i++) {
      double[] point = Arrays.stream(series.next(0)).map(x -> 50 * x).toArray();
      boolean anomaly = series.isAnomaly(point);
      first += anomaly && i < 1_000 ? 1 : 0;
      last += anomaly && i >= 13_000 ? 1 : 0;
      series.observe(point);
    }

    assertThat(first).isGreaterThan(900);
    assertThat(last).isLessThan(150);
  }

  @Test
  void a_broken_correlation_is_an_anomaly_though_each_value_is_usual() {
    Random random = new Random(9);
    Model model = newModel(2);
    for (int i = 0; i < 1_000; i++) {
      double x = random.nextGaussian();
      model.learn(new double[] {x, 3 + 10 * x + random.nextGaussian()});
    }

    Score.Ready usual = (Score.Ready) model.score(new double[] {1.5, 18});
    Score.Ready broken = (Score.Ready) model.score(new double[] {1.5, -12});
    assertThat(usual.anomalyScore()).isLessThan(0.3);
    assertThat(broken.raw()).isGreaterThan(usual.raw() + 0.5);
    Explanation why = model.explain(new double[] {1.5, -12});
    assertThat(why.attribution(0)).isCloseTo(0.5, within(0.1));
    assertThat(why.expected(1)).isCloseTo(3, within(1.5));
  }

  @Test
  void units_do_not_matter() {
    Series one = new Series(3, 10);
    Model plain = newModel(3);
    Model scaled = newModel(3);
    for (int i = 0; i < 2_000; i++) {
      double[] point = one.next(0.5);
      double[] same = {1e6 + 1e3 * point[0], 1e-9 * point[1], -5 * point[2]};
      if (plain.score(point) instanceof Score.Ready(double raw, double _, double alert)) {
        Score.Ready other = (Score.Ready) scaled.score(same);
        assertThat(other.raw()).isCloseTo(raw, within(1e-6));
        assertThat(other.alert()).isCloseTo(alert, within(1e-4));
      }
      plain.learn(point);
      scaled.learn(same);
    }
  }

  @Test
  void a_feature_that_was_constant_and_moves_is_an_anomaly() {
    for (double constant : new double[] {0, 42}) {
      Series series = new Series(2, 11);
      Model model = newModel(3);
      for (int i = 0; i < 500; i++) {
        double[] point = series.next(0);
        model.learn(new double[] {point[0], constant, point[1]});
      }

      Score moved = model.score(new double[] {0, constant + 10, 0});
      assertThat(((Score.Ready) moved).anomalyScore()).isGreaterThan(0.6);
      Explanation why = model.explain(new double[] {0, constant + 10, 0});
      assertThat(why.attribution(1)).isGreaterThan(0.8);
    }
  }

  @Test
  void scores_more_features_than_half_the_reference() {
    Series series = new Series(150, 12);
    int anomalies = 0;
    for (int i = 0; i < 700; i++) {
      double[] point = series.next(0);
      anomalies += i > 400 && series.isAnomaly(point) ? 1 : 0;
      series.observe(point);
    }

    assertThat(anomalies).isLessThan(10);
    assertThat(series.isAnomaly(new double[150])).isFalse();
    double[] odd = series.next(0);
    Arrays.fill(odd, 0, 30, 6);
    assertThat(series.isAnomaly(odd)).isTrue();
  }

  @Test
  void refuses_parameters_that_make_no_sense() {
    assertThatThrownBy(() -> new MahalanobisReference(49, 0.1, 4000, 0.001))
        .hasMessageContaining("reference");
    assertThatThrownBy(() -> new MahalanobisReference(400, 0, 4000, 0.001))
        .hasMessageContaining("shrinkage");
    assertThatThrownBy(() -> new MahalanobisReference(400, 0.1, 639, 0.001))
        .hasMessageContaining("renewal");
    assertThatThrownBy(() -> new MahalanobisReference(400, 0.1, 4000, 0.5))
        .hasMessageContaining("alertRate");
  }

  private static Model newModel(int features) {
    return MahalanobisReference.DEFAULT.newModel(new ModelSetup(features, 0, 256, 500));
  }

  /** A series made up as it goes, with its model and its incident. */
  private static final class Series {
    private final Model model;
    private final Random random;
    private final double[] before;
    private final Incident incident = new Incident();

    Series(int features, long seed) {
      model = newModel(features);
      random = new Random(seed);
      before = new double[features];
    }

    /** Normal in each feature; so much of it is the record before. */
    double[] next(double memory) {
      double news = Math.sqrt(1 - memory * memory);
      for (int j = 0; j < before.length; j++) {
        before[j] = memory * before[j] + news * random.nextGaussian();
      }
      return before.clone();
    }

    double[] shifted(double by) {
      double[] point = next(0);
      point[0] += by;
      return point;
    }

    boolean isAnomaly(double[] point) {
      return model.score(point) instanceof Score.Ready ready
          && AnomalyScore.isAnomaly(ready.anomalyScore());
    }

    /** Takes the point in; true if somebody is told of it. */
    boolean observe(double[] point) {
      Transition transition = Transition.NONE;
      if (model.score(point) instanceof Score.Ready ready) {
        transition = incident.observe(ready.alert(), IncidentRule.DEFAULT);
      }
      model.learn(point);
      return transition == Transition.OPENED || transition == Transition.AGAIN;
    }

    /** How many of so many next records, shifted, are anomalies. */
    int anomalies(int records, double by) {
      int anomalies = 0;
      for (int i = 0; i < records; i++) {
        double[] point = shifted(by);
        anomalies += isAnomaly(point) ? 1 : 0;
        observe(point);
      }
      return anomalies;
    }
  }
}
