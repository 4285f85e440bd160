package dev.weir.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every detector. Each has a test class that extends this one. */
public abstract class DetectorContract {

  private static final int FIT_AFTER = 256;
  private static final int REFIT_EVERY = 1000;
  private static final int REFIT_LAG = 50;

  /** The detector under test, with default parameters. */
  protected abstract Detector detector();

  @Test
  void has_a_stable_name_of_letters_and_dashes() {
    assertThat(detector().name()).matches("[a-z]+(-[a-z]+)*");
  }

  @Test
  void judges_nothing_until_it_has_seen_enough() {
    Model model = newModel(1, 1);

    assertThat(model.score(new double[] {1})).isInstanceOf(Score.WarmingUp.class);
  }

  @Test
  void counts_down_while_warming_up_and_then_judges() {
    Model model = newModel(1, 1);
    double[][] points = LabelledStream.normal(1, 2_000, 3).points();
    long before = Long.MAX_VALUE;
    int i = 0;
    while (model.score(points[i]) instanceof Score.WarmingUp(long needed)) {
      assertThat(needed).isLessThan(before).isPositive();
      before = needed;
      learn(model, points[i++]);
    }

    assertThat(before).as("the last count before it judges").isEqualTo(1);
    assertThat(model.score(points[i])).isInstanceOf(Score.Ready.class);
  }

  @Test
  void scoring_never_changes_the_model() {
    Model model = newModel(3, 1);
    LabelledStream stream = LabelledStream.normal(3, 3_000, 4);
    for (double[] point : stream.points()) {
      learn(model, point);
    }
    ByteBuffer before = model.state().bytes();

    for (double[] point : LabelledStream.withOutliers(3, 500, 5).points()) {
      model.score(point);
      model.explain(point);
    }

    assertThat(model.state().bytes()).isEqualTo(before);
  }

  @Test
  void the_same_seed_and_stream_give_the_same_bits() {
    double[][] points = LabelledStream.withOutliers(2, 3_000, 6).points();
    Model one = newModel(2, 77);
    Model other = newModel(2, 77);

    assertThat(scores(one, points)).isEqualTo(scores(other, points));
    assertThat(one.state().bytes()).isEqualTo(other.state().bytes());
  }

  /** Or a new version would be refused at the start, where series should learn anew. */
  @Test
  void what_a_model_keeps_has_the_version_that_its_detector_says() {
    assertThat(newModel(1, 1).state().version()).isEqualTo(detector().stateVersion());
  }

  @Test
  void state_round_trips_to_the_last_bit() {
    double[][] points = LabelledStream.withOutliers(2, 4_000, 7).points();
    for (int cut : new int[] {0, 1, 5, 19, 255, 256, 257, 1_030, 1_999}) {
      Model original = newModel(2, 5);
      scores(original, Arrays.copyOf(points, cut));
      Model restored = detector().restore(setup(2, 5), original.state());

      assertThat(restored.pointsLearned()).isEqualTo(cut);
      assertThat(restored.state().bytes()).isEqualTo(original.state().bytes());
      double[][] rest = Arrays.copyOfRange(points, cut, points.length);
      assertThat(scores(restored, rest)).isEqualTo(scores(original, rest));
      assertThat(restored.state().bytes()).isEqualTo(original.state().bytes());
    }
  }

  @Test
  void refuses_state_of_another_version_detector_or_size() {
    Model model = newModel(2, 5);
    scores(model, LabelledStream.normal(2, 300, 8).points());
    ModelState state = model.state();
    ModelState newer = new ModelState(state.detector(), state.version() + 1, state.bytes());
    ModelState foreign = new ModelState("other", state.version(), state.bytes());

    assertThatThrownBy(() -> restore(2, newer)).isInstanceOf(StateMismatchException.class);
    assertThatThrownBy(() -> restore(2, foreign)).isInstanceOf(StateMismatchException.class);
    assertThatThrownBy(() -> restore(3, state)).isInstanceOf(StateMismatchException.class);
    assertThatThrownBy(() -> restore(1, state)).isInstanceOf(StateMismatchException.class);
  }

  @Test
  void refuses_state_that_is_cut_short_or_too_long() {
    Model model = newModel(2, 5);
    scores(model, LabelledStream.normal(2, 300, 8).points());
    ModelState state = model.state();
    int size = state.bytes().remaining();

    for (int length = 0; length < size; length += Math.max(1, size / 200)) {
      ByteBuffer part = state.bytes().limit(length);
      ModelState cut = new ModelState(state.detector(), state.version(), part);
      assertThatThrownBy(() -> restore(2, cut)).isInstanceOf(StateMismatchException.class);
    }
    ByteBuffer longer = ByteBuffer.allocate(size + 1).put(state.bytes()).clear();
    ModelState over = new ModelState(state.detector(), state.version(), longer);
    assertThatThrownBy(() -> restore(2, over)).isInstanceOf(StateMismatchException.class);
  }

  @Test
  void rows_in_blocks_are_scored_as_points_one_by_one() {
    double[][] points = LabelledStream.withOutliers(3, 3_000, 9).points();
    points[700] = new double[] {1, Double.NaN, 1};
    points[1_500] = new double[] {Double.POSITIVE_INFINITY, 1, 1};
    for (int block : new int[] {1, 2, 7, 64, 65, 100, 257}) {
      Model byPoint = newModel(3, 11);
      Model byBlock = newModel(3, 11);

      Scores scores = inBlocks(byBlock, Rows.of(points), block);

      List<Score> expected = scores(byPoint, points);
      for (int row = 0; row < points.length; row++) {
        assertThat(scores.score(row))
            .as("row %d, blocks of %d", row, block)
            .isEqualTo(expected.get(row));
      }
      assertThat(byBlock.state().bytes()).isEqualTo(byPoint.state().bytes());
    }
  }

  @Test
  void anomalous_rows_in_blocks_are_explained_as_points_are() {
    double[][] points = LabelledStream.withOutliers(3, 2_000, 10).points();
    Rows rows = Rows.of(points);
    Scores scores = inBlocks(newModel(3, 11), rows, 100);
    Model byPoint = newModel(3, 11);

    int anomalies = 0;
    for (int row = 0; row < points.length; row++) {
      if (byPoint.score(points[row]) instanceof Score.Ready ready
          && AnomalyScore.isAnomaly(ready.anomalyScore())) {
        anomalies++;
        assertThat(scores.explanation(rows, row)).isEqualTo(byPoint.explain(points[row]));
      }
      learn(byPoint, points[row]);
    }
    assertThat(anomalies).isPositive();
  }

  @Test
  void attribution_sums_to_one_and_names_the_feature_that_is_odd() {
    Model model = newModel(4, 12);
    for (double[] point : LabelledStream.normal(4, 2_000, 13).points()) {
      learn(model, point);
    }

    for (int odd = 0; odd < 4; odd++) {
      double[] point = new double[4];
      point[odd] = 9;
      Explanation why = model.explain(point);
      double sum = 0;
      for (int feature = 0; feature < 4; feature++) {
        sum += why.attribution(feature);
        assertThat(why.attribution(odd)).isGreaterThanOrEqualTo(why.attribution(feature));
        assertThat(why.expected(feature)).isBetween(why.low(feature), why.high(feature));
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
      assertThat(why.high(odd)).isLessThan(9);
    }
  }

  @Test
  void a_point_with_a_value_that_is_not_a_measurement_is_unscorable_and_teaches_nothing() {
    Model model = newModel(2, 1);
    scores(model, LabelledStream.normal(2, 600, 14).points());
    ByteBuffer before = model.state().bytes();

    for (double odd :
        new double[] {
          Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -2 * Rows.LARGEST
        }) {
      assertThat(model.score(new double[] {0, odd})).isEqualTo(new Score.Unscorable());
      model.learn(new double[] {0, odd});
      assertThat(model.score(new double[] {Double.NaN, odd})).isEqualTo(new Score.Unscorable());
      model.learn(new double[] {Double.NaN, odd});
    }
    double[] empty = {Double.NaN, Double.NaN};
    assertThat(model.score(empty)).isEqualTo(new Score.Unscorable());
    model.learn(empty);

    assertThat(model.state().bytes()).isEqualTo(before);
  }

  @Test
  void a_point_that_lacks_a_value_is_judged_by_the_others_where_the_detector_says_so() {
    Model model = newModel(3, 1);
    scores(model, LabelledStream.normal(3, 600, 14).points());
    ByteBuffer before = model.state().bytes();

    Score usual = model.score(new double[] {0.1, Double.NaN, -0.1});
    Score odd = model.score(new double[] {0.1, Double.NaN, 50});

    if (!detector().judgesIncomplete()) {
      assertThat(List.of(usual, odd)).containsOnly(new Score.Unscorable());
      model.learn(new double[] {0.1, Double.NaN, -0.1});
      assertThat(model.state().bytes()).isEqualTo(before);
      return;
    }
    assertThat(((Score.Ready) usual).anomalyScore()).isLessThan(AnomalyScore.ALERT);
    assertThat(((Score.Ready) odd).anomalyScore()).isGreaterThanOrEqualTo(AnomalyScore.ALERT);
    Explanation why = model.explain(new double[] {0.1, Double.NaN, 50});
    assertThat(why.attribution(1)).isZero();
    assertThat(why.attribution(0) + why.attribution(2)).isCloseTo(1, within(1e-12));
    assertThat(why.attribution(2)).isGreaterThan(0.5);
    assertThat(why.expected(1)).isBetween(why.low(1), why.high(1));
  }

  @Test
  void points_that_lack_values_are_judged_alike_in_blocks_and_after_a_restore() {
    double[][] points = withHoles(LabelledStream.withOutliers(3, 2_000, 9).points());
    Model byPoint = newModel(3, 11);
    Model byBlock = newModel(3, 11);
    List<Score> expected = scores(byPoint, points);

    Scores scores = inBlocks(byBlock, Rows.of(points), 64);
    Model first = newModel(3, 11);
    List<Score> restored = new ArrayList<>(scores(first, Arrays.copyOf(points, 1_100)));
    Model second = detector().restore(setup(3, 11), first.state());
    restored.addAll(scores(second, Arrays.copyOfRange(points, 1_100, points.length)));

    for (int row = 0; row < points.length; row++) {
      assertThat(scores.score(row)).as("row %d", row).isEqualTo(expected.get(row));
    }
    assertThat(byBlock.state().bytes()).isEqualTo(byPoint.state().bytes());
    assertThat(restored).isEqualTo(expected);
    assertThat(second.state().bytes()).isEqualTo(byPoint.state().bytes());
  }

  /**
   * The rate of alerts is that of complete records, or less: a value fewer is no reason for one.
   */
  @Test
  void points_that_lack_values_call_for_no_more_alerts_than_complete_ones() {
    if (!detector().judgesIncomplete()) {
      return;
    }
    double[][] points = LabelledStream.normal(4, 30_000, 21).points();
    int[] alerts = new int[2];
    for (int run = 0; run < 2; run++) {
      double[][] seen = run == 0 ? points : withHoles(points);
      for (Score score : scores(newModel(4, 3), seen)) {
        alerts[run] += score instanceof Score.Ready ready && ready.alert() >= 0.5 ? 1 : 0;
      }
    }

    assertThat(alerts[1]).as("of %d without holes", alerts[0]).isLessThan(20 + alerts[0] * 5 / 4);
  }

  /** Two of three points lack one or two of their values. */
  private static double[][] withHoles(double[][] points) {
    double[][] some = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      some[i] = points[i].clone();
      if (i % 3 > 0) {
        some[i][i % points[i].length] = Double.NaN;
      }
      if (i % 3 == 2) {
        some[i][(i / 3 + i) % points[i].length] = Double.NaN;
      }
    }
    return some;
  }

  @Test
  void huge_denormal_and_alternating_values_give_finite_scores() {
    double[][] streams = {
      {Rows.LARGEST, -Rows.LARGEST},
      {Double.MIN_VALUE, 0},
      {1e-320, 2e-320, -1e-320},
      {1.7e9, 1.7e9 + 1e-7, 1.7e9 - 1e-7},
      {0, 0, 0, 1e50},
      {-0.0, 0.0}
    };
    for (double[] stream : streams) {
      Model model = newModel(1, 3);
      for (int i = 0; i < 1_500; i++) {
        double[] point = {stream[i % stream.length]};
        // Score.Ready refuses a raw score that is not finite.
        model.score(point);
        learn(model, point);
      }
      assertThat(model.score(new double[] {stream[0]})).isInstanceOf(Score.Ready.class);
    }
  }

  @Test
  void a_constant_series_gives_no_anomaly() {
    Model model = newModel(2, 3);
    double[] point = {42.5, 0};
    for (int i = 0; i < 3_000; i++) {
      if (model.score(point) instanceof Score.Ready ready) {
        assertThat(AnomalyScore.isAnomaly(ready.anomalyScore())).isFalse();
      }
      learn(model, point);
    }
  }

  @Test
  void a_constant_series_alarms_when_it_moves() {
    Model model = newModel(2, 3);
    for (int i = 0; i < 3_000; i++) {
      learn(model, new double[] {42.5, 0});
    }

    Score.Ready moved = (Score.Ready) model.score(new double[] {42.5, 0.5});
    assertThat(AnomalyScore.isAnomaly(moved.anomalyScore())).isTrue();
  }

  @Test
  void ranks_labelled_anomalies_better_than_chance() {
    for (LabelledStream stream :
        List.of(LabelledStream.withOutliers(5, 6_000, 15), LabelledStream.ranges(6_000, 16))) {
      Model model = newModel(stream.points()[0].length, 17);
      List<Score> scores = scores(model, stream.points());

      assertThat(stream.areaUnderRoc(scores)).isGreaterThan(0.8);
    }
  }

  @Test
  void memory_stays_bounded_over_a_million_points() {
    Model model = newModel(1, 18);
    double[][] points = LabelledStream.normal(1, 10_000, 19).points();
    Rows rows = Rows.of(points);
    int[] order = LabelledStream.ascending(points.length);
    Scores scores = new Scores();
    scores.fit(rows);
    int[] sizes = new int[100];

    for (int round = 0; round < sizes.length; round++) {
      model.scoreThenLearn(new Run().over(rows, scores, order, 0, points.length));
      fitIfDue(model);
      sizes[round] = model.state().bytes().remaining();
    }

    assertThat(model.pointsLearned()).isEqualTo(1_000_000);
    assertThat(sizes[99]).isEqualTo(sizes[1]);
    assertThat((long) sizes[99]).isLessThanOrEqualTo(detector().bytesPerModel(setup(1, 18)));
  }

  @Test
  void takes_no_more_heap_than_it_says() {
    for (int features : new int[] {1, 3, 20}) {
      Model model = newModel(features, 21);
      scores(model, LabelledStream.normal(features, 2_000, 22).points());

      assertThat(RetainedBytes.of(model))
          .as("%d features", features)
          .isLessThanOrEqualTo(detector().bytesPerModel(setup(features, 21)));
    }
  }

  final Model newModel(int features, long seed) {
    return detector().newModel(setup(features, seed));
  }

  static ModelSetup setup(int features, long seed) {
    return new ModelSetup(features, seed, FIT_AFTER, REFIT_LAG);
  }

  private Model restore(int features, ModelState state) {
    return detector().restore(setup(features, 5), state);
  }

  /** Scores then learns each point, with fits at fixed points that take effect at once. */
  final List<Score> scores(Model model, double[][] points) {
    List<Score> scores = new ArrayList<>();
    for (double[] point : points) {
      scores.add(model.score(point));
      learn(model, point);
    }
    return scores;
  }

  private static void learn(Model model, double[] point) {
    long before = model.pointsLearned();
    model.learn(point);
    if (model.pointsLearned() > before) {
      fitIfDue(model);
    }
  }

  private static void fitIfDue(Model model) {
    long at = model.pointsLearned();
    if (model instanceof FittedModel fitted && (at == FIT_AFTER || at % REFIT_EVERY == 0)) {
      fitted.adopt(fitted.fitTask(at).fit());
    }
  }

  /** The same through the block interface, with blocks cut where a fit is due. */
  private static Scores inBlocks(Model model, Rows rows, int block) {
    Scores scores = new Scores();
    scores.fit(rows);
    int[] order = LabelledStream.ascending(rows.size());
    Run run = new Run();
    int from = 0;
    while (from < rows.size()) {
      long learnt = model.pointsLearned();
      long nextFit = learnt < FIT_AFTER ? FIT_AFTER : (learnt / REFIT_EVERY + 1) * REFIT_EVERY;
      int to = (int) Math.min(rows.size(), Math.min(from + (long) block, from + nextFit - learnt));
      model.scoreThenLearn(run.over(rows, scores, order, from, to));
      if (model.pointsLearned() > learnt) {
        fitIfDue(model);
      }
      from = to;
    }
    return scores;
  }
}
