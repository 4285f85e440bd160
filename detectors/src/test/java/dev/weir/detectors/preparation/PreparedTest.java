package dev.weir.detectors.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.preparation.Lateness.Late;
import dev.weir.detectors.preparation.Missing.StandIn;
import dev.weir.detectors.zscore.ZScore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is done with odd data before a detector judges it, and that it stays a detector. */
class PreparedTest extends DetectorContract {

  private static final long SECOND = 1000;
  private static final DataRules NONE = DataRules.NONE;
  private static final double NAN = Double.NaN;

  private final Random random = new Random(3);

  @Override
  protected Detector detector() {
    return prepared(late(Late.DROP), "Europe/Berlin");
  }

  private static Detector prepared(Lateness lateness, String zone) {
    return of(new DataRules(lateness, Missing.NONE, ValuesAre.LEVEL, zone));
  }

  private static Detector of(DataRules rules) {
    return Prepared.of(ZScore.DEFAULT, rules);
  }

  private static Lateness late(Late late) {
    return new Lateness(OptionalLong.of(10 * SECOND), OptionalLong.of(60 * SECOND), late);
  }

  @Test
  void is_the_detector_itself_if_data_is_what_it_seems() {
    assertThat(of(NONE)).isSameAs(ZScore.DEFAULT);
  }

  @Test
  void a_model_that_is_fitted_stays_one() {
    DataRules rules = new DataRules(late(Late.DROP), Missing.NONE, ValuesAre.LEVEL, "");

    assertThat(newOne(Prepared.of(IsolationForest.DEFAULT, rules))).isInstanceOf(FittedModel.class);
  }

  @Test
  void what_is_learnt_is_of_use_until_values_mean_something_else() {
    DataRules rules = new DataRules(late(Late.DROP), Missing.NONE, ValuesAre.LEVEL, "");
    Missing zero = new Missing(StandIn.VALUE, 0, true);

    assertThat(of(new DataRules(Lateness.NONE, zero, ValuesAre.LEVEL, "")).learning())
        .isEqualTo(of(rules).learning());
    assertThat(of(new DataRules(late(Late.DROP), Missing.NONE, ValuesAre.COUNTER, "")).learning())
        .isNotEqualTo(of(rules).learning());
    assertThat(prepared(late(Late.DROP), "Asia/Tokyo").learning())
        .isNotEqualTo(of(rules).learning());
    assertThat(ZScore.DEFAULT.learning()).isNotEqualTo(of(rules).learning());
  }

  @Nested
  class LateRecords {

    @Test
    void are_told_by_the_newest_of_their_series() {
      Model model = warm(prepared(late(Late.DROP), ""));

      model.learn(point(0), 450 * SECOND);
      model.learn(point(0), 445 * SECOND);

      assertThat(score(model, 0, 440 * SECOND)).isInstanceOf(Score.Ready.class);
      assertThat(score(model, 0, 439 * SECOND)).isInstanceOf(Score.TooLate.class);
      assertThat(score(model, 0, Rows.NO_TIME)).isInstanceOf(Score.Ready.class);
    }

    @Test
    void are_dropped_or_judged_and_change_nothing_either_way() {
      for (Late late : Late.values()) {
        Model model = warm(prepared(late(late), ""));
        ByteBuffer before = model.state().bytes();

        model.learn(point(50), 200 * SECOND);

        assertThat(model.state().bytes()).isEqualTo(before);
        Score score = score(model, 50, 200 * SECOND);
        if (late == Late.DROP) {
          assertThat(score).isEqualTo(new Score.TooLate());
        } else {
          assertThat(score)
              .isInstanceOfSatisfying(
                  Score.ScoredOnly.class, aside -> assertThat(aside.raw()).isGreaterThan(20));
        }
      }
    }

    @Test
    void are_ignored_while_none_is_allowed_to_be_late() {
      Model model = warm(prepared(Lateness.NONE, "Europe/Berlin"));

      assertThat(score(model, 0, 1)).isInstanceOf(Score.Ready.class);
    }

    @Test
    void a_clock_far_ahead_is_believed_the_third_time() {
      Model model = warm(prepared(late(Late.DROP), ""));
      long far = 1_000_000 * SECOND;

      model.learn(point(0), far);
      model.learn(point(0), 450 * SECOND);
      model.learn(point(0), far);
      model.learn(point(0), far + SECOND);
      assertThat(score(model, 0, 451 * SECOND)).isInstanceOf(Score.Ready.class);

      model.learn(point(0), far + 2 * SECOND);
      assertThat(score(model, 0, 452 * SECOND)).isInstanceOf(Score.TooLate.class);
    }

    /** In blocks with disorder, holes and wrong clocks, against points one by one. */
    @Test
    void in_blocks_are_what_they_are_one_by_one() {
      Missing previous = new Missing(StandIn.PREVIOUS, 0, true);
      for (ValuesAre kind : ValuesAre.values()) {
        for (Late late : Late.values()) {
          comparePointsWithBlocks(of(new DataRules(late(late), previous, kind, "Asia/Tokyo")));
        }
      }
    }
  }

  private void comparePointsWithBlocks(Detector detector) {
    Rows rows = new Rows(0, 0);
    for (int i = 0; i < 3_000; i++) {
      rows.add(i % 91 == 0 ? NAN : i % 17 == 0 ? 0 : 10 * i + random.nextGaussian());
      rows.add(i % 301 == 0 ? Double.POSITIVE_INFINITY : i % 200);
      rows.endRow(i % 13 == 0 ? Rows.NO_TIME : (i - (i % 7 == 0 ? 30 : 0)) * SECOND);
    }
    int[] order = IntStream.range(0, rows.size()).toArray();
    Scores scores = new Scores();
    scores.fit(rows);
    ModelSetup setup = new ModelSetup(2, 1, 256, 50);
    Model byBlock = detector.newModel(setup);
    Model byPoint = detector.newModel(setup);
    double[] before = rows.values().clone();
    for (int from = 0; from < rows.size(); from += 100) {
      byBlock.scoreThenLearn(new Run().over(rows, scores, order, from, from + 100));
    }

    for (int row = 0; row < rows.size(); row++) {
      double[] point = rows.point(row);
      long time = rows.time(row);
      Score score = byPoint.score(point, time);
      assertThat(scores.score(row)).as("row %d of %s", row, detector).isEqualTo(score);
      if (!(score instanceof Score.TooLate)) {
        int at = rows.start(row);
        double[] judged = byPoint.judged(point, time);
        assertThat(scores.isPrepared(row)).isEqualTo(!Arrays.equals(judged, point));
        if (scores.isPrepared(row)) {
          assertThat(Arrays.copyOfRange(scores.judged(), at, at + 2)).isEqualTo(judged);
        }
      }
      long learnt = byPoint.pointsLearned();
      byPoint.learn(point, time);
      if (score instanceof Score.Ready || score instanceof Score.WarmingUp) {
        assertThat(scores.isLearnt(row)).isEqualTo(byPoint.pointsLearned() > learnt);
      }
    }
    assertThat(byBlock.state().bytes()).isEqualTo(byPoint.state().bytes());
    assertThat(rows.values()).isEqualTo(before);
    Model restored = detector.restore(setup, byPoint.state());
    assertThat(restored.state().bytes()).isEqualTo(byPoint.state().bytes());
  }

  @Nested
  class MissingValues {

    @Test
    void make_a_record_unscorable_unless_something_stands_in() {
      Model nothing = warm(with(new Missing(StandIn.NOTHING, 0, true)));
      Model previous = warm(with(new Missing(StandIn.PREVIOUS, 0, false)));
      Model value = warm(with(new Missing(StandIn.VALUE, 7, false)));
      previous.learn(point(3), 0);

      assertThat(nothing.score(point(NAN))).isEqualTo(new Score.Unscorable());
      assertThat(previous.score(point(NAN))).isEqualTo(previous.score(point(3)));
      assertThat(value.score(point(NAN))).isEqualTo(value.score(point(7)));
      assertThat(value.judged(point(NAN), 0)).containsExactly(7);
    }

    @Test
    void of_some_features_leave_the_record_to_the_others_unless_it_is_to_be_unscorable() {
      Model others = newTwo(new Missing(StandIn.NOTHING, 0, true));
      Model unscorable = newTwo(new Missing(StandIn.UNSCORABLE, 0, true));

      assertThat(others.score(new double[] {0, 1})).isInstanceOf(Score.Ready.class);
      assertThat(unscorable.score(new double[] {0, 1})).isEqualTo(new Score.Unscorable());
      assertThat(unscorable.score(new double[] {1, 1})).isInstanceOf(Score.Ready.class);
      assertThat(new Prepared(ZScore.DEFAULT, rules(StandIn.NOTHING)).judgesIncomplete()).isTrue();
      assertThat(new Prepared(ZScore.DEFAULT, rules(StandIn.UNSCORABLE)).judgesIncomplete())
          .isFalse();
    }

    private Model newTwo(Missing missing) {
      Detector detector =
          new Prepared(
              ZScore.DEFAULT,
              new DataRules(Lateness.NONE, missing, ValuesAre.LEVEL, "Europe/Berlin"));
      Model model = detector.newModel(new ModelSetup(2, 1, 256, 50));
      for (int i = 1; i <= 100; i++) {
        model.learn(new double[] {1 + i % 7, 1 + i % 5}, 0);
      }
      return model;
    }

    private static DataRules rules(StandIn standIn) {
      return new DataRules(Lateness.NONE, new Missing(standIn, 0, true), ValuesAre.LEVEL, "");
    }

    @Test
    void nothing_is_previous_before_the_first() {
      Model model = newOne(with(new Missing(StandIn.PREVIOUS, 0, false)));

      assertThat(model.score(point(NAN))).isEqualTo(new Score.Unscorable());
    }

    @Test
    void a_zero_is_one_where_it_says_that_nothing_was_measured() {
      Model model = warm(with(new Missing(StandIn.NOTHING, 0, true)));

      assertThat(model.score(point(0))).isEqualTo(new Score.Unscorable());
      assertThat(model.score(point(0.1))).isInstanceOf(Score.Ready.class);
    }

    @Test
    void a_value_that_is_not_a_measurement_for_another_reason_stays_that() {
      Model model = warm(with(new Missing(StandIn.VALUE, 7, false)));

      assertThat(model.score(point(Double.POSITIVE_INFINITY))).isEqualTo(new Score.Unscorable());
    }

    private Detector with(Missing missing) {
      return of(new DataRules(Lateness.NONE, missing, ValuesAre.LEVEL, ""));
    }
  }

  @Nested
  class CountersThatReset {

    private final Model perRecord = newOne(counting(ValuesAre.COUNTER));
    private final Model perSecond = newOne(counting(ValuesAre.COUNTER_PER_SECOND));

    @Test
    void are_judged_by_their_increase() {
      assertThat(increases(perRecord, 100, 130, 130, 190)).containsExactly(NAN, 30, 0, 60);
    }

    @Test
    void increased_by_all_they_have_when_they_fell() {
      assertThat(increases(perRecord, 100, 130, 5, 15)).containsExactly(NAN, 30, 5, 10);
    }

    @Test
    void increase_from_the_last_known_value() {
      assertThat(increases(perRecord, 100, NAN, 160)).containsExactly(NAN, NAN, 60);
    }

    @Test
    void per_second_a_gap_does_not_look_like_a_spike() {
      take(perSecond, 100, 0);
      assertThat(take(perSecond, 130, 10 * SECOND)).isEqualTo(3);
      assertThat(take(perSecond, 430, 110 * SECOND)).isEqualTo(3);
      assertThat(take(perSecond, 460, 110 * SECOND)).as("no time went by").isNaN();
      assertThat(take(perSecond, 460, 120 * SECOND)).isEqualTo(3);
      assertThat(take(perSecond, 500, Rows.NO_TIME)).isNaN();
    }

    @Test
    void out_of_order_are_not_taken_for_reset() {
      take(perRecord, 100, 10 * SECOND);
      take(perRecord, 120, 12 * SECOND);

      assertThat(take(perRecord, 110, 11 * SECOND)).isNaN();
      assertThat(take(perRecord, 130, 13 * SECOND)).isEqualTo(20);
    }

    @Test
    void warm_up_on_increases_and_find_a_burst() {
      double count = 0;
      for (int i = 0; i < 400; i++) {
        count = i % 90 == 0 ? 0 : count + 10 + random.nextGaussian();
        perRecord.learn(point(count), i * SECOND);
      }

      assertThat(perRecord.explain(point(count + 60), 400 * SECOND).expected(0))
          .isCloseTo(10, within(1.0));
      assertThat(perRecord.score(point(count + 60), 400 * SECOND))
          .isInstanceOfSatisfying(
              Score.Ready.class, ready -> assertThat(ready.anomalyScore()).isGreaterThan(0.5));
      assertThat(perRecord.score(point(count + 10), 400 * SECOND))
          .isInstanceOfSatisfying(
              Score.Ready.class, ready -> assertThat(ready.anomalyScore()).isLessThan(0.5));
    }

    @Test
    void say_what_they_are_judged_by() {
      assertThat(ZScore.DEFAULT.judges("hits")).isEqualTo("hits");
      assertThat(counting(ValuesAre.COUNTER).judges("hits")).isEqualTo("increase of hits");
      assertThat(counting(ValuesAre.COUNTER_PER_SECOND).judges("hits"))
          .isEqualTo("hits per second");
    }

    private Detector counting(ValuesAre kind) {
      return of(new DataRules(Lateness.NONE, Missing.NONE, kind, ""));
    }

    private double[] increases(Model model, double... counts) {
      double[] increases = new double[counts.length];
      for (int i = 0; i < counts.length; i++) {
        increases[i] = take(model, counts[i], i * SECOND);
      }
      return increases;
    }

    private double take(Model model, double count, long time) {
      double judged = model.judged(point(count), time)[0];
      model.learn(point(count), time);
      return judged;
    }
  }

  private static Model newOne(Detector detector) {
    return detector.newModel(new ModelSetup(1, 1, 256, 50));
  }

  /** Knows 400 seconds of noise. */
  private Model warm(Detector detector) {
    Model model = newOne(detector);
    for (int i = 0; i < 400; i++) {
      model.learn(point(random.nextGaussian()), i * SECOND);
    }
    return model;
  }

  private static double[] point(double value) {
    return new double[] {value};
  }

  private static Score score(Model model, double value, long time) {
    return model.score(point(value), time);
  }
}
