package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.DetectorPlan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Defaults that a file changes for all entries of a type. */
class TypeDefaultsTest extends SettingsTest {
  @Test
  void can_be_changed_for_all_entries_of_a_type() throws Exception {
    String text =
        """
        weir.defaults.detector.z-score.threshold = 4
        weir.detectors = [{ type = z-score }, { type = z-score, window = 5 }]
        """;

    assertThat(settings(text).detectors().rules())
        .extracting(DetectorPlan.Rule::detector)
        .isEqualTo(List.of(new ZScore(20, 4), new ZScore(5, 4)));
  }

  @Test
  void that_are_unknown_are_refused_once_whether_used_or_not() {
    String text =
        """
        weir.defaults.detector.z-score.treshold = 4
        weir.defaults.source.simulator.drift.ofter = 4
        weir.defaults.sink.kafka {}
        weir.detectors = [{ type = z-score }, { type = z-score, window = 5 }]
        """;

    assertThat(Set.copyOf(problems(text)))
        .isEqualTo(
            Set.of(
                "weir.conf:1: there is no setting 'weir.defaults.detector.z-score.treshold'; did"
                    + " you mean 'threshold'?",
                "weir.conf:2: there is no setting 'weir.defaults.source.simulator.drift.ofter';"
                    + " did you mean 'after'?",
                "weir.conf:3: there is no setting 'weir.defaults.sink.kafka'"));
    assertThat(problems(text)).hasSize(3);
  }
}
