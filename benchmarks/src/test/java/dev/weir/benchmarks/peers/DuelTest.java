package dev.weir.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.randomcutforest.RandomCutForest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuelTest {

  @Test
  void equal_values_share_the_middle_of_their_ranks() {
    assertThat(Duel.ranks(new double[] {5, 1, 5, 9})).containsExactly(2.5, 1, 2.5, 4);
  }

  @Test
  void the_same_order_correlates_fully_and_the_opposite_one_against_it() {
    double[] up = {1, 2, 3, 4};
    double[] down = {4, 3, 2, 1};

    assertThat(Duel.correlation(up, up)).isCloseTo(1, within(1e-12));
    assertThat(Duel.correlation(up, down)).isCloseTo(-1, within(1e-12));
  }

  @Test
  void the_area_counts_pairs_in_the_right_order() {
    boolean[] labels = {false, true, false, true};

    assertThat(Duel.area(Duel.ranks(new double[] {1, 9, 2, 8}), labels)).isEqualTo(1);
    assertThat(Duel.area(Duel.ranks(new double[] {1, 9, 2, 0}), labels)).isEqualTo(0.5);
  }

  @Test
  void weirs_random_cut_forest_ranks_points_as_amazons_does() {
    Points points = Points.make(10_000, 5, 3);

    Duel.Result result =
        Duel.fight(
            points,
            new WeirContender(RandomCutForest.DEFAULT, 5, 1),
            new AwsContender(5, 50, 1),
            5_000);

    assertThat(result.rankCorrelation()).isGreaterThan(0.85);
    assertThat(result.ownArea()).isGreaterThan(result.peerArea() - 0.01);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 23, 25, 100, 999, 2_500, 20_000, 20_001, 60_001})
  void any_number_of_points_is_measured(int count) {
    List<Integer> scored = new ArrayList<>();
    Contender counting =
        (points, from, to, scores) -> {
          scored.add(to - from);
          Arrays.setAll(scores, i -> i >= from && i < to ? points[i][0] : scores[i]);
        };

    Duel.Result result = Duel.fight(Points.make(count, 1, 1), counting, counting, 20_000);

    assertThat(result.own()).isPositive();
    assertThat(result.peer()).isPositive();
    assertThat(result.ratio()).isPositive();
    int all = scored.stream().mapToInt(Integer::intValue).sum() / 2;
    assertThat(all).isBetween(Math.max(1, count - Math.max(24, 2_500)), count);
    if (count >= 100) {
      assertThat(result.rankCorrelation()).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void the_usual_run_has_blocks_of_2500_points_of_which_eight_warm_up() {
    List<Integer> begins = new ArrayList<>();
    Contender noting = (points, from, to, scores) -> begins.add(to - from);

    Duel.fight(Points.make(60_000, 1, 1), noting, noting, 20_000);

    assertThat(begins).hasSize(48).containsOnly(2_500);
  }
}
