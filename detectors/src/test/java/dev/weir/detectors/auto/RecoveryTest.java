package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Score;
import dev.weir.detectors.View;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@link Auto} goes on after an event, a gap, and a bad start. */
class RecoveryTest {

  private static final ModelSetup ONE_FEATURE = new ModelSetup(1, 0, 256, 500);
  private static final long FIVE_MINUTES = 300_000;
  private static final int AT = 4_000;

  private final Random random = new Random(21);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 12, 36, 72})
  void normal_records_behind_an_outage_are_not_anomalous(int length) {
    for (double swing : new double[] {0, 10}) {
      boolean[] flagged =
          flagged(AT + length + 300, i -> isIn(i, AT, length) ? 0 : usual(i, swing), i -> i);

      assertThat(count(flagged, AT, AT + length)).as("in the outage").isPositive();
      assertThat(count(flagged, AT + length, AT + length + 300))
          .as("behind it, swing %s", swing)
          .isLessThanOrEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 36, 72, 144, 288})
  void an_equal_outage_later_is_flagged(int apart) {
    int second = AT + 12 + apart;
    boolean[] flagged =
        flagged(second + 12, i -> isIn(i, AT, 12) || isIn(i, second, 12) ? 0 : usual(i, 0), i -> i);

    assertThat(flagged[second]).isTrue();
  }

  @Test
  void a_lasting_shift_is_usual_after_288_records() {
    boolean[] flagged = flagged(6_000, i -> usual(i, 0) + (i >= AT ? 8 : 0), i -> i);

    assertThat(count(flagged, AT, AT + 12)).isPositive();
    assertThat(count(flagged, AT + 289, 6_000)).isLessThanOrEqualTo(10);
  }

  @Test
  void a_spike_in_the_warm_up_hides_none_behind_it() {
    for (int later : new int[] {600, 1_200, 2_400}) {
      boolean[] flagged =
          flagged(later + 1, i -> i == 100 || i == later ? 41 : 5 + noise() / 3, i -> i);

      assertThat(flagged[later]).as("spike at %d", later).isTrue();
    }
  }

  @Test
  void missing_records_shift_nothing() {
    for (int missing : new int[] {3, 12, 144}) {
      // Hourly; the day goes on while records are missing.
      boolean[] flagged =
          flagged(
              1_000,
              i -> 5 * Math.sin(2 * Math.PI * time(i, missing) / 24) + noise() / 2,
              i -> 12 * time(i, missing));

      assertThat(count(flagged, 700, 800)).as("%d missing", missing).isLessThanOrEqualTo(2);
    }
  }

  private static int time(int record, int missing) {
    return record < 700 ? record : record + missing;
  }

  @Test
  void a_value_that_stands_still_is_flagged_within_an_hour_and_named() {
    Model model = new Auto(Memory.FULL).newModel(ONE_FEATURE);
    double stuck = 0;
    for (int i = 0; i < AT + 12; i++) {
      stuck = i < AT ? usual(i, 10) : stuck;
      model.learn(new double[] {stuck}, i * FIVE_MINUTES);
    }

    double[] point = {stuck};
    long now = (AT + 12) * FIVE_MINUTES;
    assertThat(model.score(point, now))
        .isInstanceOfSatisfying(
            Score.Ready.class, score -> assertThat(score.anomalyScore()).isGreaterThan(0.5));
    assertThat(model.explain(point, now).tails()).containsKey(View.STANDSTILL);
    assertThat(model.explain(point, now).standsSince()).isEqualTo((AT - 1) * FIVE_MINUTES);
  }

  @Test
  void bands_stay_near_the_range_of_the_series() {
    Model model = new Auto(Memory.FULL).newModel(ONE_FEATURE);
    for (int i = 0; i < 2_000; i++) {
      model.learn(new double[] {i == 1_500 ? 500 : 2}, i * FIVE_MINUTES);
    }
    Explanation why = model.explain(new double[] {3}, 2_000 * FIVE_MINUTES);

    assertThat(why.low(0)).isEqualTo(2);
    assertThat(why.high(0)).isEqualTo(2);
  }

  private boolean[] flagged(int size, IntToDoubleFunction value, IntUnaryOperator time) {
    Model model = new Auto(Memory.FULL).newModel(ONE_FEATURE);
    boolean[] flagged = new boolean[size];
    for (int i = 0; i < size; i++) {
      double[] point = {value.applyAsDouble(i)};
      long now = time.applyAsInt(i) * FIVE_MINUTES;
      flagged[i] =
          model.score(point, now) instanceof Score.Ready ready
              && AnomalyScore.isAnomaly(ready.anomalyScore());
      model.learn(point, now);
    }
    return flagged;
  }

  private double usual(int i, double swing) {
    return 50 + swing * Math.sin(2 * Math.PI * i / 288) + noise();
  }

  private double noise() {
    return random.nextGaussian();
  }

  private static boolean isIn(int i, int from, int length) {
    return i >= from && i < from + length;
  }

  private static int count(boolean[] rows, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += rows[i] ? 1 : 0;
    }
    return count;
  }
}
