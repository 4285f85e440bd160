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
}
