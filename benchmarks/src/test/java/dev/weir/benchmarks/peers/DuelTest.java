package dev.weir.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.cutforest.RandomCutForest;
import org.junit.jupiter.api.Test;

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
}
