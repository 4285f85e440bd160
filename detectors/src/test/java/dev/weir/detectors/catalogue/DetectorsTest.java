package dev.weir.detectors.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import org.junit.jupiter.api.Test;

class DetectorsTest {

  /** Raise the number together with a test class that extends DetectorContract. */
  @Test
  void there_are_nine_each_with_a_name_of_its_own() {
    assertThat(Detectors.defaults()).hasSize(9).doesNotHaveDuplicates();
    assertThat(Detectors.defaults().stream().map(Detector::name)).doesNotHaveDuplicates();
    assertThat(Detectors.defaults()).allMatch(detector -> detector.getClass().isRecord());
  }
}
