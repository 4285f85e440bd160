package dev.weir.detectors.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import org.junit.jupiter.api.Test;

class DetectorsTest {

  @Test
  void each_is_a_record_with_a_name_of_its_own() {
    assertThat(Detectors.defaults()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(Detectors.defaults().stream().map(Detector::name)).doesNotHaveDuplicates();
    assertThat(Detectors.defaults()).allMatch(detector -> detector.getClass().isRecord());
  }

  /** As docs/detection.md says. */
  @Test
  void those_that_judge_a_record_that_lacks_a_value_are_known() {
    assertThat(Detectors.defaults().stream().filter(Detector::judgesIncomplete).map(Detector::name))
        .containsExactlyInAnyOrder("auto", "ewma", "mahalanobis", "robust-z-score", "z-score");
  }
}
