package dev.weir.settings.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.catalogue.Detectors;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DetectorsDocumentTest {

  @Test
  void the_document_is_the_one_in_docs() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "detectors.md")))
        .as("bin/docs writes it")
        .isEqualTo(DetectorsDocument.text());
  }

  @Test
  void each_setting_has_a_row_and_each_detector_a_size() {
    String page = DetectorsDocument.text();

    assertThat(page)
        .contains("| `ewma` | `gain` | learning | the series relearns |")
        .contains(
            "| `ewma` | `alert-rate` | judging | the series goes on; the new value counts at once |")
        .contains("| `ewma` | 3,424 | 25,024 |");
    for (Detector detector : Detectors.defaults()) {
      assertThat(
              page.lines().filter(line -> line.startsWith("| `%s` |".formatted(detector.name()))))
          .hasSize(detector.getClass().getRecordComponents().length + 1);
    }
  }
}
