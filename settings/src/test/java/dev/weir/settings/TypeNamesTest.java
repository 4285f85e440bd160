package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.weir.detectors.Detector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.settings.connector.SinkType;
import dev.weir.settings.connector.SourceType;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.receiver.ReceiverType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The names of types are the same in the code, in reference.conf and in the documentation. */
class TypeNamesTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);

  @Test
  void every_type_has_defaults_and_all_defaults_are_of_a_type() throws Exception {
    assertThat(defaultsOf("source")).isEqualTo(SourceType.BY_NAME.keySet());
    assertThat(defaultsOf("sink")).isEqualTo(SinkType.BY_NAME.keySet());
    assertThat(defaultsOf("receiver")).isEqualTo(ReceiverType.BY_NAME.keySet());
    assertThat(defaultsOf("detector")).isEqualTo(detectors());
  }

  @Test
  void the_page_of_the_configuration_holds_the_defaults() throws Exception {
    try (var defaults = TypeNamesTest.class.getResourceAsStream("/reference.conf")) {
      String text = new String(defaults.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(Files.readString(DOCS.resolve("configuration.md")))
          .as("bin/docs writes it")
          .contains(text);
    }
  }

  @Test
  void the_page_of_the_detectors_has_a_row_for_each() throws Exception {
    List<String> rows =
        ROW.matcher(section(Files.readString(DOCS.resolve("detection.md"))))
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(Set.copyOf(rows)).isEqualTo(detectors()).hasSameSizeAs(rows);
  }

  private static String section(String page) {
    int from = page.indexOf("## Detectors");
    return page.substring(from, page.indexOf("\n## ", from + 1));
  }

  private static Set<String> detectors() {
    return Detectors.defaults().stream().map(Detector::name).collect(Collectors.toSet());
  }

  private static Set<String> defaultsOf(String kind) throws Exception {
    return ConfigFile.resolve(ConfigFactory.empty())
        .getConfig("weir.defaults." + kind)
        .root()
        .keySet();
  }
}
