package dev.weir.chaos.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is planted by name has to find its place, whatever becomes of the program. */
class PlanterTest {

  @ParameterizedTest
  @EnumSource
  void everything_planted_finds_its_place_in_the_program(PlantedFault planted) throws Exception {
    Planter planter = new Planter(planted);
    List<String> changed = new ArrayList<>();
    for (Path jar : jars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (JarEntry entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
          try (InputStream in = file.getInputStream(entry)) {
            planter.plant(in.readAllBytes()).ifPresent(bytes -> changed.add(entry.getName()));
          }
        }
      }
    }

    assertThat(changed).isNotEmpty();
    assertThat(changed).allMatch(name -> name.startsWith("dev/weir/"));
  }

  private static List<Path> jars() throws IOException {
    Path libraries =
        Path.of(System.getProperty("weir.distribution", "../app/target/weir/weir"), "lib");
    try (Stream<Path> files = Files.list(libraries)) {
      return files.filter(jar -> jar.getFileName().toString().startsWith("weir-")).toList();
    }
  }
}
