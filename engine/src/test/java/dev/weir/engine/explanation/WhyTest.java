package dev.weir.engine.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Explanation;
import dev.weir.detectors.Rows;
import dev.weir.detectors.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhyTest {

  @Test
  void a_value_off_its_band_is_told_in_its_unit_and_in_per_cent() {
    assertThat(one(42.1, 32, 33.5).sentence())
        .isEqualTo("metric is 42.1, 8.6 (26 %) above the 32 to 33.5 that is usual here");
    assertThat(one(-20, -10, -5).sentence())
        .isEqualTo("metric is -20, 10 (100 %) below the -10 to -5 that is usual here");
    assertThat(one(50_000, 0, 20).sentence()).contains("49980 (249,900 %) above the 0 to 20");
    assertThat(one(1_000.5, 900, 1_000).sentence()).contains("0.5 (less than 1 %) above");
  }

  @Test
  void per_cent_of_what_may_have_either_sign_or_be_nothing_are_not_told() {
    assertThat(one(9.5, -4, 4.5).sentence())
        .isEqualTo("metric is 9.5, 5 above the -4 to 4.5 that is usual here");
    assertThat(one(3, -2, -1).sentence()).contains("is 3, 4 above the -2 to -1");
    assertThat(one(3, 0, 0).sentence()).isEqualTo("metric is 3, 3 above the 0 that is usual here");
  }

  @Test
  void numbers_have_four_digits_and_more_only_to_be_told_apart() {
    assertThat(one(1.0 / 3, 0.111111, 0.2222222).sentence())
        .isEqualTo("metric is 0.3333, 0.1111 (50 %) above the 0.1111 to 0.2222 that is usual here");
    assertThat(one(1_000_003, 1_000_000, 1_000_001).sentence())
        .isEqualTo(
            "metric is 1000003, 2 (less than 1 %) above the 1000000 to 1000001 that is usual here");
    assertThat(one(1.23456e12, 0.00000123456, 2).sentence())
        .startsWith("metric is 1.235E+12, 1.235E+12")
        .contains("above the 0.000001235 to 2");
  }

  @Test
  void how_rare_it_is_is_told_of_each_view_that_finds_it_rare() {
    Map<View, Double> tails =
        Map.of(View.CHANGE, 1 / 912.0, View.HOUR_OF_WEEK, 1 / 41_234.0, View.SPREAD, 1e-9);
    Explanation seen =
        new Explanation(
            new double[1],
            new double[] {1},
            new double[] {2},
            new double[] {1},
            tails,
            Rows.NO_TIME);

    assertThat(Why.of(List.of("metric"), new double[] {3}, seen).sentence())
        .isEqualTo(
            "metric is 3, 1 (50 %) above the 1 to 2 that is usual here; such a value at that hour"
                + " of the week comes about once in 41,000 records, such a spread less than once in"
                + " 1,000,000 records, such a change about once in 910 records");
  }

  @Test
  void a_value_within_its_band_is_odd_in_another_way() {
    assertThat(one(33, 32, 33.5).sentence())
        .isEqualTo(
            "metric is 33, within the 32 to 33.5 that is usual here, but it moves unlike before");
  }

  @Test
  void a_value_that_stands_still_is_said_to_and_since_when() {
    long since = Instant.parse("2026-03-01T14:05:00Z").toEpochMilli();
    Map<View, Double> tails = Map.of(View.STANDSTILL, 1 / 41_234.0);
    Explanation stuck =
        new Explanation(
            new double[1], new double[] {1}, new double[] {3}, new double[] {1}, tails, since);

    assertThat(Why.of(List.of("metric"), new double[] {2}, stuck).sentence())
        .isEqualTo(
            "metric is 2, within the 1 to 3 that is usual here, but it has not moved since"
                + " 2026-03-01 14:05; so long a standstill comes about once in 41,000 records");
    assertThat(Why.of(List.of("metric"), new double[] {4}, stuck).sentence())
        .startsWith(
            "metric is 4, 1 (33 %) above the 1 to 3 that is usual here, and it has not moved since"
                + " 2026-03-01 14:05; so long");
  }

  @Test
  void where_there_is_no_band_the_value_stands_alone() {
    Why why = one(3, Double.NEGATIVE_INFINITY, Double.NaN);

    assertThat(why.sentence()).isEqualTo("metric is 3");
    assertThat(why.low()).isEmpty();
    assertThat(why.high()).isEmpty();
  }

  @Test
  void of_several_features_those_that_contribute_most_are_named_in_that_order() {
    double[] low = {0, 2, 10, 1, 5};
    double[] high = {1, 4, 20, 2, 6};
    Explanation explanation =
        new Explanation(new double[5], low, high, new double[] {0.05, 0.2, 0.6, 0.08, 0.07});

    Why why = Why.of(List.of("a", "b", "c", "d", "e"), new double[] {9, 1, 25, 9, 9}, explanation);

    assertThat(why.sentence())
        .isEqualTo(
            "c is 25, 5 (25 %) above its usual 10 to 20; b is 1, 1 (50 %) below its usual 2 to 4"
                + " (60 and 20 % of the anomaly)");
    assertThat(why.expected()).isEqualTo("0");
    assertThat(why.low()).isEqualTo("10");
    assertThat(why.high()).isEqualTo("20");
  }

  @Test
  void no_more_than_three_are_named() {
    Explanation explanation =
        new Explanation(
            new double[4], new double[4], new double[4], new double[] {0.1, 0.2, 0.3, 0.4});

    Why why = Why.of(List.of("a", "b", "c", "d"), new double[] {1, 2, 3, 4}, explanation);

    assertThat(why.sentence())
        .isEqualTo(
            "d is 4, 4 above its usual 0; c is 3, 3 above its usual 0; b is 2, 2 above its usual 0"
                + " (40, 30 and 20 % of the anomaly)");
  }

  @Test
  void features_within_their_bands_are_odd_in_another_way() {
    Explanation explanation =
        new Explanation(
            new double[2], new double[] {0, 0}, new double[] {2, 2}, new double[] {0.5, 0.5});

    Why why = Why.of(List.of("a", "b"), new double[] {0.5, 1.5}, explanation);

    assertThat(why.sentence())
        .isEqualTo(
            "a is 0.5, within its usual 0 to 2; b is 1.5, within its usual 0 to 2,"
                + " each usual by itself (50 and 50 % of the anomaly)");
  }

  private static Why one(double value, double low, double high) {
    Explanation explanation =
        new Explanation(
            new double[] {(low + high) / 2},
            new double[] {low},
            new double[] {high},
            new double[] {1});
    return Why.of(List.of("metric"), new double[] {value}, explanation);
  }
}
