package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

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
