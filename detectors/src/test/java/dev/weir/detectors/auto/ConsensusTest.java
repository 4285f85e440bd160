package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConsensusTest {

  private final Consensus consensus = new Consensus();

  @Test
  void unlike_views_add_up() {
    consensus.begin(500, 0);
    consensus.add(1e-3, 1e-3, false);
    assertThat(consensus.score(1e-3, 3)).isCloseTo(2, within(1e-9));
  }

  @Test
  void a_spread_that_is_that_of_the_value_counts_once() {
    consensus.begin(500, 0);
    consensus.add(1e-3, 1e-4, true);
    assertThat(consensus.score(1e-3, 3)).isCloseTo(2, within(1e-9));
  }

  @Test
  void odd_windows_of_a_usual_value_count_less() {
    consensus.begin(500, 0);
    consensus.add(1e-5);
    assertThat(consensus.score(1e-3, 3)).isCloseTo(3, within(1e-9));
    assertThat(consensus.score(0.5, 0.3)).isCloseTo(2.1, within(1e-9));
  }

  @Test
  void records_below_the_threshold_are_ranked_by_all_views() {
    consensus.begin(500, 0);
    consensus.add(0.5, 0.5, false);
    double usual = consensus.score(0.5, 0.3);

    consensus.begin(500, 0);
    consensus.add(0.5, 0.02, false);
    double odder = consensus.score(0.5, 0.3);

    consensus.begin(500, 0);
    consensus.add(0.001, 0.02, false);
    double oddest = consensus.score(0.001, 2);

    assertThat(odder).isGreaterThan(usual);
    assertThat(oddest).isGreaterThan(odder).isLessThan(Consensus.THRESHOLD);
  }
}
