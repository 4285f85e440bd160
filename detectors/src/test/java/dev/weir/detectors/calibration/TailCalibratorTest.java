package dev.weir.detectors.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TailCalibratorTest {

  /** So long that nothing is forgotten in a test, or nearly. */
  private static final int FOREVER = Integer.MAX_VALUE;

  private static final Offset<Double> NEARLY = within(1e-6);

  private final TailCalibrator calibrator = new TailCalibrator(FOREVER);

  /** What deviations may look like. */
  enum Shape {
    NORMAL(random -> Math.abs(random.nextGaussian())),
    EXPONENTIAL(random -> -Math.log(1 - random.nextDouble())),
    LOGNORMAL(random -> Math.exp(random.nextGaussian())),
    UNIFORM(Random::nextDouble),
    HEAVY(random -> 1 / Math.pow(1 - random.nextDouble(), 1 / 1.5)),
    TINY(random -> 1e-90 * Math.abs(random.nextGaussian())),
    ONE_SIDED(Random::nextGaussian);

    final ToDoubleFunction<Random> next;

    Shape(ToDoubleFunction<Random> next) {
      this.next = next;
    }
  }

  @Test
  void what_was_seen_often_is_as_rare_as_it_was() {
    learn(90, 1);
    learn(10, 8);

    assertThat(calibrator.tail(4)).isCloseTo(10.5 / 101, NEARLY);
    assertThat(calibrator.tail(1e-9)).isCloseTo(100.5 / 101, NEARLY);
    assertThat(calibrator.tail(0)).isEqualTo(1);
    assertThat(calibrator.tail(-3)).isEqualTo(1);
  }

  @Test
  void inside_a_bin_the_count_is_linear() {
    // The first bin above 1 reaches to 2^(1/8).
    learn(100, 1.05);
    double middle = (1 + Math.pow(2, 1 / 8.0)) / 2;

    assertThat(calibrator.tail(middle)).isCloseTo(50.5 / 101, NEARLY);
  }

  @Test
  void what_happened_some_times_cannot_be_rarer_than_that() {
    learn(9_998, 1);
    learn(2, 1_000);

    assertThat(calibrator.tail(900)).isCloseTo(2.0 / 10_001, NEARLY);
  }

  @Test
  void what_never_happened_is_as_rare_as_the_tail_says_and_at_most_one_in_half_of_all() {
    learn(10_000, 1);

    // All lie above the edge 1, in the bin that begins there: the shortest tail, 0.2 octaves.
    assertThat(calibrator.tail(8)).isCloseTo(Math.exp(-3 / 0.2), withinPercentage(0.1));
    assertThat(calibrator.tail(1.1)).isCloseTo(2.0 / 10_001, NEARLY);
  }

  @Test
  void the_first_deviation_of_all_is_as_rare_as_one_in_half_of_all() {
    learn(1_000, 0);

    assertThat(calibrator.tail(1e-6)).isCloseTo(2.0 / 1_001, NEARLY);
  }

  @ParameterizedTest
  @EnumSource
  void tails_are_probabilities(Shape shape) {
    Random random = new Random(11);
    int[] deciles = new int[10];
    int rare = 0;
    int records = 200_000;
    for (int i = -2_000; i < records; i++) {
      double deviation = shape.next.applyAsDouble(random);
      double tail = calibrator.tail(deviation);
      if (i >= 0 && tail < 1) {
        deciles[(int) (10 * tail)]++;
        rare += tail < 1e-3 ? 1 : 0;
      }
      calibrator.learn(deviation);
    }

    // The smallest quarter may lie below the bins; half of a one-sided deviation is none.
    for (int i = 0; i < (shape == Shape.ONE_SIDED ? 4 : 7); i++) {
      assertThat(deciles[i] / (records / 10.0)).as("decile " + i).isBetween(0.9, 1.1);
    }
    assertThat(rare / (records * 1e-3)).as("tails below 1e-3").isBetween(0.5, 2.0);
  }

  @ParameterizedTest
  @EnumSource
  void a_larger_deviation_is_never_less_rare(Shape shape) {
    Random random = new Random(12);
    for (int i = 0; i < 5_000; i++) {
      calibrator.learn(shape.next.applyAsDouble(random));
    }
    double unit = calibrator.reach(0.5);
    double before = 1;
    for (double octaves = -8; octaves < 30; octaves += 0.01) {
      double tail = calibrator.tail(unit * Math.pow(2, octaves));
      assertThat(tail).isLessThanOrEqualTo(before * (1 + 1e-12)).isPositive();
      before = tail;
    }
  }

  @ParameterizedTest
  @EnumSource
  void reach_is_the_way_back(Shape shape) {
    Random random = new Random(13);
    for (int i = 0; i < 5_000; i++) {
      calibrator.learn(shape.next.applyAsDouble(random));
    }
    for (double tail : new double[] {0.3, 0.01, 1e-3, 1e-5, 1e-9}) {
      double reach = calibrator.reach(tail);

      assertThat(calibrator.tail(reach * 1.02)).isLessThanOrEqualTo(tail);
      assertThat(calibrator.tail(reach * 0.98)).isGreaterThan(tail);
    }
  }

  @Test
  void one_absurd_value_blinds_it_to_nothing() {
    Random random = new Random(14);
    for (int i = 0; i < 2_000; i++) {
      calibrator.learn(i == 1_000 ? Rows.LARGEST : Math.abs(random.nextGaussian()));
    }

    assertThat(calibrator.tail(1)).isBetween(0.25, 0.4);
    assertThat(calibrator.tail(5)).isLessThan(2e-3);
    assertThat(calibrator.tail(Rows.LARGEST)).isCloseTo(1.0 / 2_001, NEARLY);
  }

  @Test
  void follows_a_scale_that_grows_and_shrinks_beyond_its_bins() {
    TailCalibrator forgetful = new TailCalibrator(1_000);
    Random random = new Random(15);
    for (double scale : new double[] {1, 1e12, 1e-12, 1e50}) {
      for (int i = 0; i < 20_000; i++) {
        forgetful.learn(scale * Math.abs(random.nextGaussian()));
      }

      assertThat(forgetful.tail(scale)).as("at scale " + scale).isBetween(0.25, 0.4);
      assertThat(forgetful.tail(5 * scale)).as("at scale " + scale).isLessThan(0.002);
    }
  }

  @Test
  void a_record_counts_half_after_the_half_life() {
    TailCalibrator forgetful = new TailCalibrator(1_000);
    for (int i = 0; i < 10_000; i++) {
      forgetful.learn(8);
    }
    for (int i = 0; i < 1_000; i++) {
      forgetful.learn(1);
    }

    assertThat(forgetful.tail(4)).isCloseTo(0.5, within(0.001));
    assertThat(forgetful.records()).isCloseTo(1_000 / Math.log(2), within(2.0));
  }

  @Test
  void state_round_trips_however_long_it_lived() {
    TailCalibrator old = new TailCalibrator(1_000);
    Random random = new Random(16);
    for (int i = 0; i < 100_000; i++) {
      old.learn(random.nextGaussian());
    }
    StateWriter out = new StateWriter(16);
    old.write(out);
    TailCalibrator restored = new TailCalibrator(1_000);
    restored.read(new StateReader(out.written()));

    for (int i = 0; i < 1_000; i++) {
      double deviation = 3 * random.nextGaussian();
      assertThat(restored.tail(deviation)).isEqualTo(old.tail(deviation));
      restored.learn(deviation);
      old.learn(deviation);
    }
  }

  @Test
  void refuses_a_half_life_that_makes_no_sense() {
    assertThatThrownBy(() -> new TailCalibrator(99)).hasMessageContaining("halfLife");
  }

  private void learn(int records, double deviation) {
    for (int i = 0; i < records; i++) {
      calibrator.learn(deviation);
    }
  }
}
