package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs that use a module as a library rely on stands in its POM. */
class ModulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "detectors",
        "series",
        "checkpointing",
        "monitoring",
        "engine",
        "connectors",
        "settings"
      })
  void a_library_runs_on_java_21_and_names_its_module(String module) throws IOException {
    assertThat(pom(module))
        .contains("<maven.compiler.release>21</maven.compiler.release>")
        .contains("<java.module.name>dev.weir." + module + "</java.module.name>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerting", "app", "chaos", "benchmarks"})
  void every_other_module_names_itself_too(String module) throws IOException {
    assertThat(pom(module))
        .contains("<java.module.name>dev.weir." + module + "</java.module.name>");
  }

  private static String pom(String module) throws IOException {
    return Files.readString(Path.of("..", module, "pom.xml"));
  }
}
