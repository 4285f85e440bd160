package dev.weir.detectors.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import smile.stat.hypothesis.KSTest;

/** The gap that decides whether the test of Smile is asked is never less than what that finds. */
class WindowComparisonTest {

  private final Random random = new Random(8);

  @Test
  void the_gap_is_the_statistic_where_no_value_comes_twice() {
    for (int i = 0; i < 500; i++) {
      double[] one = normal(1 + random.nextInt(300), 0);
      double[] other = normal(1 + random.nextInt(300), random.nextDouble());

      assertThat(WindowComparison.largestGap(one, other))
          .isCloseTo(KSTest.test(one, other).d, within(1e-12));
    }
  }

  @Test
  void the_gap_is_no_less_than_the_statistic_where_values_come_often() {
    for (int i = 0; i < 500; i++) {
      double[] one = whole(1 + random.nextInt(300), 3);
      double[] other = whole(1 + random.nextInt(300), 1 + random.nextInt(6));

      assertThat(WindowComparison.largestGap(one, other))
          .isGreaterThanOrEqualTo(KSTest.test(one, other).d - 1e-12)
          .isGreaterThanOrEqualTo(difference(one, other) - 1e-12);
    }
  }

  /** By definition. */
  private static double difference(double[] one, double[] other) {
    double largest = 0;
    for (double value : one) {
      largest = Math.max(largest, Math.abs(share(one, value) - share(other, value)));
    }
    for (double value : other) {
      largest = Math.max(largest, Math.abs(share(one, value) - share(other, value)));
    }
    return largest;
  }

  private static double share(double[] values, double upTo) {
    return Arrays.stream(values).filter(value -> value <= upTo).count() / (double) values.length;
  }

  private double[] normal(int count, double mean) {
    return sorted(random.doubles(count).map(_ -> mean + random.nextGaussian()).toArray());
  }

  private double[] whole(int count, int most) {
    return sorted(random.ints(count, 0, most).asDoubleStream().toArray());
  }

  private static double[] sorted(double[] values) {
    Arrays.sort(values);
    return values;
  }
}
