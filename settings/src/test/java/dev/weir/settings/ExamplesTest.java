package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.engine.DetectorPlan;
import dev.weir.settings.hocon.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** That the configurations we show can be used. */
class ExamplesTest {

  private static final List<Path> PLACES =
      List.of(Path.of("..", "examples"), Path.of("..", "deploy"));

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> each_is_read() throws IOException {
    return examples().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> assertThat(SettingsReader.read(ConfigFile.load(file))).isNotNull()));
  }

  @Test
  void the_one_in_the_manifest_of_kubernetes_is_read() throws Exception {
    String manifest = Files.readString(Path.of("../deploy/kubernetes/weir.yaml"));
    String block = manifest.replaceFirst("(?s).*?\n  weir.conf: \\|\n(.*?)\n---\n.*", "$1");
    Path file = Files.writeString(directory.resolve("weir.conf"), block);

    WeirSettings settings = SettingsReader.read(ConfigFile.load(file));

    assertThat(settings.sources()).hasSize(1);
    assertThat(settings.checkpoints().orElseThrow().directory())
        .isEqualTo(Path.of("/var/lib/weir/checkpoints"));
  }

  @Test
  void counters_of_prometheus_are_judged_by_their_increase_and_all_else_by_its_value()
      throws Exception {
    DetectorPlan plan =
        SettingsReader.read(ConfigFile.load(Path.of("..", "examples", "prometheus.conf")))
            .detectors();
    Detector counter = plan.detectorFor("http_requests_total{code=\"200\"}").orElseThrow();
    Detector gauge = plan.detectorFor("up{job=\"web\"}").orElseThrow();

    assertThat(counter.toString()).isNotEqualTo(gauge.toString());
    for (String key :
        List.of("a_total", "a_count", "a_sum", "a_count{x=\"y\"}", "a_sum{x=\"y\"}")) {
      assertThat(plan.detectorFor(key).orElseThrow()).as(key).isEqualTo(counter);
    }
    for (String key : List.of("a", "a_total_bytes", "total{x=\"y\"}", "summary{quantile=\"1\"}")) {
      assertThat(plan.detectorFor(key).orElseThrow()).as(key).isEqualTo(gauge);
    }
  }

  private static List<Path> examples() throws IOException {
    List<Path> examples = new ArrayList<>();
    for (Path place : PLACES) {
      try (Stream<Path> files = Files.walk(place)) {
        files.filter(file -> file.toString().endsWith(".conf")).sorted().forEach(examples::add);
      }
    }
    return examples;
  }
}
