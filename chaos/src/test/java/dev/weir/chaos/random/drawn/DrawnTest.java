package dev.weir.chaos.random.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawnTest {

  @Test
  void a_seed_always_draws_the_same_configuration() {
    for (long seed = 0; seed < 200; seed++) {
      assertThat(Drawn.draw(seed)).isEqualTo(Drawn.draw(seed));
    }
    assertThat(Drawn.draw(7)).isNotEqualTo(Drawn.draw(8));
  }

  /** Literal, so that a change of what seeds draw is noticed: the fixed lists would be others. */
  @Test
  void seed_7_draws_what_it_drew_when_it_joined_the_list() {
    assertThat(Drawn.draw(7).summary())
        .isEqualTo(
            "3150 records; simulator; ewma; faults: kill, pause-and-kill, kill-and-flip, kill,"
                + " kill");
  }

  @Test
  void every_drawn_configuration_is_accepted() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      Drawn drawn = Drawn.draw(seed);
      for (Life life : drawn.lives()) {
        assertThat(DrawnSettings.of(drawn, life).detectors().rules())
            .hasSizeGreaterThanOrEqualTo(drawn.detectors().size());
      }
    }
  }

  @Test
  void every_kind_of_source_detector_option_and_fault_is_drawn() {
    List<Drawn> all = LongStream.range(0, 300).mapToObj(Drawn::draw).toList();

    Set<String> options =
        all.stream()
            .flatMap(drawn -> drawn.detectors().stream())
            .flatMap(detector -> detector.options().stream())
            .map(option -> option.substring(0, option.indexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(options)
        .contains("alert-budget", "direction", "min-deviation", "min-relative-deviation")
        .contains("valid-range", "silence", "allowed-lateness", "late", "max-skew")
        .contains("missing-values", "zero-is-missing", "values-are", "time-zone", "memory")
        .contains("shingle", "renewal", "contamination", "neighbours", "depth", "gain");
    assertThat(all.stream().flatMap(d -> d.detectors().stream()).map(DrawnDetector::type))
        .contains("auto", "ewma", "half-space-trees", "isolation-forest", "local-outlier-factor")
        .contains("mahalanobis", "random-cut-forest", "z-score", "robust-z-score");
    assertThat(all.stream().flatMap(d -> d.sources().stream()).map(DrawnSource::kind))
        .contains(DrawnSource.Kind.values());
    assertThat(all.stream().flatMap(d -> d.lives().stream()).map(Life::fault))
        .contains(Fault.values());
  }

  @Test
  void each_reduction_is_smaller_and_can_be_made_again_by_its_name() {
    Drawn drawn = Drawn.draw(3);

    assertThat(drawn.reductions()).isNotEmpty();
    drawn
        .reductions()
        .forEach((name, reduced) -> {
          assertThat(reduced).as(name).isNotEqualTo(drawn);
          assertThat(drawn.reducedBy(List.of(name))).as(name).isEqualTo(reduced);
        });
  }
}
