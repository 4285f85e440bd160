package dev.weir.settings.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.weir.detectors.Detector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.lof.LocalOutlierFactor;
import dev.weir.settings.SettingsTest;
import dev.weir.settings.hocon.Problems;
import dev.weir.settings.hocon.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentReaderTest extends SettingsTest {

  record Unreadable(List<String> names) {}

  @Test
  void the_defaults_of_every_detector_are_those_of_the_catalogue() throws Exception {
    for (Detector detector : Detectors.defaults()) {
      String text = "weir.detectors = [{ type = %s }]".formatted(detector.name());

      assertThat(settings(text).detectors().rules().getFirst().detector()).isEqualTo(detector);
    }
  }

  @Test
  void every_value_out_of_range_is_a_problem_of_its_key() {
    assertThat(
            problems(
                """
                weir.detectors = [{
                  type = local-outlier-factor
                  neighbours = 99999999999
                  reference = 5000
                  alert-rate = 0.5
                }]
                """))
        .containsExactly(
            "weir.conf:3: weir.detectors[0].neighbours must be 2 to 100, and is 99999999999",
            "weir.conf:4: weir.detectors[0].reference must be 21 to 2048, and is 5000",
            "weir.conf:5: weir.detectors[0].alert-rate must be above 0 and below 0.5, and is 0.5");
  }

  @Test
  void a_value_of_the_wrong_type_is_one_problem_and_the_stand_in_takes_its_place() {
    Problems problems = new Problems();
    Section section =
        new Section(
            ConfigFactory.parseString("neighbours = 2.5, reference = 30, alert-rate = 0.01"),
            "",
            problems);

    assertThat(ComponentReader.read(section, LocalOutlierFactor.DEFAULT))
        .isEqualTo(new LocalOutlierFactor(20, 30, 0.01));
    assertThat(problems.list()).singleElement().asString().contains("neighbours must be a whole");
  }

  @Test
  void a_component_that_no_key_can_hold_is_a_fault_of_the_program() {
    Section section = new Section(ConfigFactory.parseString("names = []"), "", new Problems());

    assertThatThrownBy(() -> ComponentReader.read(section, new Unreadable(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names cannot be read");
  }
}
