package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.View;
import dev.weir.detectors.incident.Incident;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.incident.Transition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutoTest extends DetectorContract {

  private static final ModelSetup ONE_FEATURE = new ModelSetup(1, 0, 256, 500);
  private static final long FIVE_MINUTES = 300_000;
  private static final int DAY = 288;

  private final Random random = new Random(5);

  @Override
  protected Detector detector() {
    return Auto.DEFAULT;
  }

  @Test
  void says_how_many_records_it_still_needs() {
    Model model = newModel();

    assertThat(model.score(new double[] {1})).isEqualTo(new Score.WarmingUp(200));
    learn(model, 0, 150, i -> i);
    assertThat(model.score(new double[] {1})).isEqualTo(new Score.WarmingUp(50));
    learn(model, 150, 200, i -> i);
    assertThat(model.score(new double[] {1})).isInstanceOf(Score.Ready.class);
  }

  @Test
  void finds_a_spike_a_step_a_swing_and_a_stuck_sensor() {
    assertThat(alerts(i -> i == 5_000 ? 30 : noise(i), 5_000, 5_010)).isPositive();
    assertThat(alerts(i -> noise(i) + (i >= 5_000 ? 6 : 0), 5_000, 5_072)).isPositive();
    assertThat(alerts(i -> noise(i) * (i >= 5_000 && i < 5_048 ? 6 : 1), 5_000, 5_048))
        .isPositive();
    assertThat(alerts(i -> i >= 5_000 ? 1.5 : noise(i), 5_000, 5_300)).isPositive();
  }

  @Test
  void is_nearly_quiet_where_nothing_happens() {
    int alerts = 0;
    for (int series = 0; series < 10; series++) {
      alerts += alerts(this::noise, 2_000, 20_000);
    }

    // About one in 4,000 records.
    assertThat(alerts).isBetween(5, 100);
  }

  @Test
  void knows_the_hour_from_the_time_and_from_nothing_else() {
    Model timed = newModel();
    Model untimed = newModel();
    // Each day the same noon; one day noon comes at night.
    for (int i = 0; i < 20 * DAY; i++) {
      double[] point = {noon(i) + 0.1 * random.nextGaussian()};
      timed.learn(point, i * FIVE_MINUTES);
      untimed.learn(point);
    }
    double[] usualAtNoon = {10};
    long noon = (20 * DAY + DAY / 2) * FIVE_MINUTES;
    long night = (20 * DAY) * FIVE_MINUTES;

    assertThat(timed.explain(usualAtNoon, noon).high(0)).isGreaterThan(9);
    assertThat(raw(timed, usualAtNoon[0], night)).isGreaterThan(raw(timed, usualAtNoon[0], noon));
    assertThat(raw(untimed, usualAtNoon[0], night)).isEqualTo(raw(untimed, usualAtNoon[0], noon));
  }

  @Test
  void a_constant_series_alarms_when_it_moves() {
    Model model = newModel();
    learn(model, 0, 2_000, i -> 7);

    assertThat(isAnomaly(model, 7)).isFalse();
    assertThat(isAnomaly(model, 7.001)).isTrue();
    Explanation why = model.explain(new double[] {7.001});
    assertThat(List.of(why.expected(0), why.low(0), why.high(0))).containsOnly(7.0);
  }

  @Test
  void explains_in_the_units_of_the_series() {
    Model model = newModel();
    learn(model, 0, 5_000, i -> 1_000 + 20 * random.nextGaussian());

    Explanation why = model.explain(new double[] {1_500});

    assertThat(why.expected(0)).isCloseTo(1_000, within(15.0));
    assertThat(why.low(0)).isBetween(850.0, 960.0);
    assertThat(why.high(0)).isBetween(1_040.0, 1_150.0);
    assertThat(why.attribution(0)).isEqualTo(1);
  }

  @Test
  void one_absurd_value_moves_no_expectation_and_is_in_the_end_but_one_in_so_many() {
    Model model = newModel();
    learn(model, 0, 2_010, i -> i == 2_000 ? Rows.LARGEST : noise(i));

    Explanation why = model.explain(new double[] {60});
    assertThat(why.expected(0)).isBetween(-2.0, 2.0);

    learn(model, 2_010, 12_000, this::noise);
    assertThat(isAnomaly(model, 60)).isTrue();
  }

  @Test
  void a_new_normal_is_accepted_within_two_thousand_records() {
    assertThat(alerts(i -> noise(i) + (i >= 5_000 ? 50 : 0), 5_000, 5_010)).isPositive();
    assertThat(anomalies(i -> noise(i) + (i >= 5_000 ? 50 : 0), 7_000, 12_000)).isLessThan(25);
  }

  @Test
  void an_event_that_comes_back_is_told_each_time() {
    for (int i = 0; i < 8; i++) {
      IntToDoubleFunction values = at -> noise(at) + (at >= 4_000 && at % 2_000 < 150 ? 8 : 0);
      assertThat(alerts(values, 4_000, 4_150)).isPositive();
      assertThat(alerts(values, 6_000, 6_150)).isPositive();
      assertThat(alerts(values, 8_000, 8_150)).isPositive();
    }
  }

  // The contract holds it to the same with several features; here is the machine for one.

  @Test
  void state_round_trips_at_every_age() {
    for (int cut : new int[] {0, 1, 5, 47, 48, 71, 72, 199, 287, 288, 1_000, 4_901, 7_777}) {
      Model original = newModel();
      learn(original, 0, cut, i -> noise(i) + noon(i));
      Model restored = Auto.DEFAULT.restore(ONE_FEATURE, original.state());

      for (int i = cut; i < cut + 700; i++) {
        double[] point = {noise(i) + noon(i)};
        long time = i * FIVE_MINUTES;
        assertThat(restored.score(point, time)).isEqualTo(original.score(point, time));
        original.learn(point, time);
        restored.learn(point, time);
      }
      assertThat(restored.state().bytes()).isEqualTo(original.state().bytes());
    }
  }

  @Test
  void refuses_state_that_is_cut_short() {
    Model model = newModel();
    learn(model, 0, 3_000, this::noise);
    ModelState state = model.state();
    int size = state.bytes().remaining();

    for (int length = 0; length < size; length += 97) {
      ModelState cut = new ModelState(Auto.NAME, state.version(), state.bytes().limit(length));
      assertThatThrownBy(() -> Auto.DEFAULT.restore(ONE_FEATURE, cut))
          .isInstanceOf(StateMismatchException.class);
    }
  }

  @Test
  void rows_in_blocks_are_scored_and_explained_as_points_one_by_one() {
    Rows rows = new Rows(0, 0);
    for (int i = 0; i < 5_000; i++) {
      double odd = i % 400 == 0 ? 9 : 0;
      rows.add(i % 911 == 0 ? Double.NaN : noise(i) + odd);
      rows.endRow(i % 13 == 0 ? Rows.NO_TIME : i * FIVE_MINUTES);
    }
    int[] order = IntStream.range(0, rows.size()).toArray();
    Scores scores = new Scores();
    scores.fit(rows);
    Model byBlock = newModel();
    for (int from = 0; from < rows.size(); from += 100) {
      byBlock.scoreThenLearn(new Run().over(rows, scores, order, from, from + 100));
    }

    Model byPoint = newModel();
    int anomalies = 0;
    for (int row = 0; row < rows.size(); row++) {
      double[] point = rows.point(row);
      Score score = byPoint.score(point, rows.time(row));
      assertThat(scores.score(row)).isEqualTo(score);
      if (score instanceof Score.Ready ready && AnomalyScore.isAnomaly(ready.anomalyScore())) {
        anomalies++;
        Explanation why = scores.explanation(rows, row);
        assertThat(why).isEqualTo(byPoint.explain(point, rows.time(row)));
        assertThat(why.tails().values()).isNotEmpty().allMatch(tail -> tail > 0 && tail < 0.01);
      }
      byPoint.learn(point, rows.time(row));
    }
    assertThat(byBlock.state().bytes()).isEqualTo(byPoint.state().bytes());
    assertThat(anomalies).isPositive();
  }

  @Test
  void says_which_views_find_a_record_rare() {
    Model model = newModel();
    learn(model, 0, 5_003, i -> 5 * Math.sin(i * 2 * Math.PI / 288) + noise(i) / 4);

    long noon = 5_003 * FIVE_MINUTES;
    assertThat(model.explain(new double[] {60}, noon).tails())
        .containsKey(View.SPREAD)
        .hasSizeGreaterThan(1);
    assertThat(model.explain(new double[] {5 * Math.sin(5_003 * 2 * Math.PI / 288)}, noon).tails())
        .isEmpty();
  }

  @Test
  void neither_scoring_nor_a_value_that_is_none_changes_it() {
    Model model = newModel();
    learn(model, 0, 5_003, this::noise);
    ByteBuffer before = model.state().bytes();

    for (int i = 0; i < 20; i++) {
      model.score(new double[] {10 * noise(i)}, i * FIVE_MINUTES);
      model.explain(new double[] {10 * noise(i)}, i * FIVE_MINUTES);
    }
    assertThat(model.score(new double[] {Double.NaN})).isEqualTo(new Score.Unscorable());
    model.learn(new double[] {Double.NaN}, 0);

    assertThat(model.state().bytes()).isEqualTo(before);
  }

  @Test
  void times_that_jump_and_stand_still_do_no_harm() {
    Model model = newModel();
    for (int i = 0; i < 3_000; i++) {
      long time = i % 7 == 0 ? Rows.NO_TIME : i % 5 == 0 ? -i * FIVE_MINUTES : Long.MAX_VALUE - i;
      model.learn(new double[] {noise(i)}, time);
    }

    assertThat(isAnomaly(model, 60)).isTrue();
    assertThat(isAnomaly(model, 0)).isFalse();
  }

  private static Model newModel() {
    return Auto.DEFAULT.newModel(ONE_FEATURE);
  }

  private double noise(int i) {
    return random.nextGaussian();
  }

  private static double noon(int i) {
    return 10 * Math.max(0, Math.sin(2 * Math.PI * (i % DAY - DAY / 4) / DAY));
  }

  private static void learn(Model model, int from, int to, IntToDoubleFunction value) {
    for (int i = from; i < to; i++) {
      model.learn(new double[] {value.applyAsDouble(i)}, i * FIVE_MINUTES);
    }
  }

  private static int alerts(IntToDoubleFunction value, int from, int to) {
    Incident incident = new Incident();
    int alerts = 0;
    List<Double> scores = scores(value, to);
    for (int i = 0; i < to; i++) {
      Transition transition = incident.observe(scores.get(i), IncidentRule.DEFAULT);
      boolean told = transition == Transition.OPENED || transition == Transition.AGAIN;
      alerts += i >= from && told ? 1 : 0;
    }
    return alerts;
  }

  private static long anomalies(IntToDoubleFunction value, int from, int to) {
    return scores(value, to).subList(from, to).stream().filter(AnomalyScore::isAnomaly).count();
  }

  private static List<Double> scores(IntToDoubleFunction value, int size) {
    Model model = newModel();
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double[] point = {value.applyAsDouble(i)};
      Score score = model.score(point, i * FIVE_MINUTES);
      scores.add(score instanceof Score.Ready ready ? ready.anomalyScore() : 0.0);
      model.learn(point, i * FIVE_MINUTES);
    }
    return scores;
  }

  private static boolean isAnomaly(Model model, double value) {
    Score score = model.score(new double[] {value});
    return AnomalyScore.isAnomaly(((Score.Ready) score).anomalyScore());
  }

  private static double raw(Model model, double value, long time) {
    return ((Score.Ready) model.score(new double[] {value}, time)).raw();
  }
}
