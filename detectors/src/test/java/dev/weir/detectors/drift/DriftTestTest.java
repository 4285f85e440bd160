package dev.weir.detectors.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class DriftTestTest {

  private static final DriftTest TEST = new DriftTest(DriftTest.Kind.KS, 500, 0.1);

  @Test
  void two_windows_of_one_distribution_do_not_differ() {
    assertThat(WindowComparison.compare(TEST, normal(3, 500, 1), normal(3, 500, 2))).isEmpty();
  }

  @Test
  void a_shifted_feature_is_named_with_what_changed() {
    List<Finding> findings =
        WindowComparison.compare(TEST, normal(3, 500, 1), shifted(3, 500, 2, 1, x -> x + 1));

    assertThat(findings).isNotEmpty().allMatch(finding -> finding.feature() == 1);
    assertThat(findings.stream().map(Finding::test))
        .containsExactly(Finding.Test.KOLMOGOROV_SMIRNOV, Finding.Test.MEAN);
    assertThat(findings).allMatch(finding -> finding.statistic() > finding.critical());
    assertThat(findings).allMatch(finding -> finding.p() >= 0 && finding.p() < 1e-6);
  }

  @Test
  void a_wider_feature_is_a_matter_of_variance() {
    List<Finding> findings =
        WindowComparison.compare(TEST, normal(2, 500, 1), shifted(2, 500, 2, 0, x -> 2 * x));

    assertThat(findings.stream().map(Finding::test)).contains(Finding.Test.VARIANCE);
    assertThat(findings.stream().map(Finding::test)).doesNotContain(Finding.Test.MEAN);
  }

  @Test
  void another_shape_of_equal_mean_and_variance_is_found_by_the_distributions() {
    Random random = new Random(3);
    double[] two = new double[2_000];
    for (int i = 0; i < two.length; i++) {
      two[i] = random.nextBoolean() ? 1 : -1;
    }

    assertThat(
            WindowComparison.compare(TEST, normal(1, 2_000, 4), Sample.of(two, 1)).stream()
                .map(Finding::test))
        .containsExactly(Finding.Test.KOLMOGOROV_SMIRNOV);
  }

  @Test
  void a_constant_that_moves_is_drift_and_one_that_stays_is_not() {
    Sample sevens = constant(7);

    assertThat(WindowComparison.compare(TEST, sevens, constant(7))).isEmpty();
    assertThat(WindowComparison.compare(TEST, sevens, constant(7.5))).isNotEmpty();
  }

  @Test
  void does_not_report_one_spike_as_drift_however_large() {
    for (double spike : new double[] {1e3, 1e6, 1e50}) {
      double[] values = new double[500];
      Random random = new Random(8);
      Arrays.setAll(values, i -> i == 250 ? spike : random.nextGaussian());

      assertThat(WindowComparison.compare(TEST, normal(1, 500, 1), Sample.of(values, 1))).isEmpty();
      assertThat(WindowComparison.compare(TEST, Sample.of(values, 1), normal(1, 500, 1))).isEmpty();
    }
  }

  /** A Cauchy distribution has no variance: that of a window says nothing. */
  @Test
  void the_heaviest_tails_bring_no_false_drift() {
    Random random = new Random(9);
    int found = 0;
    Sample reference = cauchy(random);
    for (int i = 0; i < 2_000; i++) {
      found += WindowComparison.compare(TEST, reference, cauchy(random)).isEmpty() ? 0 : 1;
    }

    assertThat(found).isZero();
  }

  /** The promise is 0.1 false drifts a million records; 1,000 windows cannot show more than one. */
  @Test
  void a_million_stable_records_bring_no_false_drift() {
    int features = 5;
    Random random = new Random(5);
    Sample reference = sample(features, random, 0);
    Sample dirtyReference = sample(features, random, 0.05);
    int clean = 0;
    int dirty = 0;
    for (int i = 0; i < 2_000; i++) {
      clean +=
          WindowComparison.compare(TEST, reference, sample(features, random, 0)).isEmpty() ? 0 : 1;
      dirty +=
          WindowComparison.compare(TEST, dirtyReference, sample(features, random, 0.05)).isEmpty()
              ? 0
              : 1;
    }

    assertThat(clean).isZero();
    assertThat(dirty).isZero();
  }

  /** With a level of 1 in 100 a test, the bounds must not be exceeded more often than that. */
  @Test
  void false_drifts_stay_below_the_promise_where_they_can_be_counted() {
    DriftTest lax = new DriftTest(DriftTest.Kind.KS, 500, 60);
    Random random = new Random(6);
    int found = 0;
    for (int i = 0; i < 4_000; i++) {
      found +=
          WindowComparison.compare(lax, sample(1, random, 0), sample(1, random, 0)).isEmpty()
              ? 0
              : 1;
    }

    // 60 a million records are 0.03 a window of 500: 120 in 4,000 windows at the most.
    assertThat(found).isBetween(5, 120);
  }

  @Test
  void the_level_of_a_test_is_the_promise_shared_among_all() {
    assertThat(TEST.levelPerTest(15)).isCloseTo(0.1 * 500 / 1e6 / 15, within(1e-15));
  }

  @Test
  void a_sample_round_trips_and_refuses_to_be_cut_short() {
    Sample sample = normal(3, 100, 7);
    StateWriter out = new StateWriter(16);
    sample.write(out);
    Sample read = Sample.read(new StateReader(out.written()), 3);

    for (int feature = 0; feature < 3; feature++) {
      assertThat(read.sorted(feature)).isEqualTo(sample.sorted(feature));
      assertThat(read.summary(feature)).isEqualTo(sample.summary(feature));
    }
    ByteBuffer cut = out.written().limit(out.size() - 1);
    assertThatThrownBy(() -> Sample.read(new StateReader(cut), 3))
        .isInstanceOf(StateMismatchException.class);
  }

  @Test
  void a_summary_is_what_it_says() {
    Summary summary = Sample.of(new double[] {4, 1, 3, 2}, 1).summary(0);

    assertThat(summary.points()).isEqualTo(4);
    assertThat(summary.mean()).isEqualTo(2.5);
    assertThat(summary.median()).isEqualTo(2.5);
    assertThat(summary.deviation()).isCloseTo(Math.sqrt(1.25), within(1e-15));
    assertThat(summary.min()).isEqualTo(1);
    assertThat(summary.max()).isEqualTo(4);
  }

  @Test
  void refuses_parameters_that_make_no_sense() {
    assertThatThrownBy(() -> new DriftTest(DriftTest.Kind.KS, 9, 0.1))
        .hasMessageContaining("every");
    assertThatThrownBy(() -> new DriftTest(DriftTest.Kind.KS, 500, 0))
        .hasMessageContaining("falseDrifts");
  }

  private static Sample normal(int features, int points, long seed) {
    return shifted(features, points, seed, 0, x -> x);
  }

  private static Sample shifted(
      int features, int points, long seed, int feature, DoubleUnaryOperator change) {
    Random random = new Random(seed);
    double[] values = new double[features * points];
    for (int i = 0; i < values.length; i++) {
      double value = random.nextGaussian();
      values[i] = i % features == feature ? change.applyAsDouble(value) : value;
    }
    return Sample.of(values, features);
  }

  private static Sample sample(int features, Random random, double outliers) {
    double[] values = new double[500 * features];
    for (int i = 0; i < 500; i++) {
      boolean outlier = random.nextDouble() < outliers;
      for (int j = 0; j < features; j++) {
        values[i * features + j] = outlier ? 20 * random.nextDouble() - 10 : random.nextGaussian();
      }
    }
    return Sample.of(values, features);
  }

  private static Sample cauchy(Random random) {
    double[] values = new double[500];
    Arrays.setAll(values, i -> Math.tan(Math.PI * random.nextDouble()));
    return Sample.of(values, 1);
  }

  private static Sample constant(double value) {
    double[] values = new double[500];
    Arrays.fill(values, value);
    return Sample.of(values, 1);
  }
}
