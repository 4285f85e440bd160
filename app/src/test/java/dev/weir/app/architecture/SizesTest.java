package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages and files of the main sources of all modules stay below a size. */
class SizesTest {

  /** Files of a package, package-info.java among them. */
  private static final int MOST_FILES = 25;

  private static final int MOST_LINES = 350;

  /** Files that hold one idea which is harder to follow in pieces. */
  private static final Set<String> LONGER = Set.of("Batch.java", "FlatJson.java");

  @Test
  void a_package_has_at_most_25_files() throws IOException {
    assertThat(packagesOver(MOST_FILES)).isEmpty();
  }

  @Test
  void a_file_has_at_most_350_lines() throws IOException {
    assertThat(filesOver(MOST_LINES, LONGER)).isEmpty();
  }

  @Test
  void a_file_that_may_be_longer_is_longer() throws IOException {
    assertThat(filesOver(MOST_LINES, Set.of())).hasSameSizeAs(LONGER);
  }

  @Test
  void a_lower_limit_is_exceeded_by_a_package_and_a_file_that_are_named() throws IOException {
    assertThat(packagesOver(5))
        .anyMatch(it -> it.matches("dev\\.weir\\.engine has \\d+ files, 5 are allowed"));
    assertThat(filesOver(MOST_LINES, Set.of("FlatJson.java")))
        .singleElement()
        .asString()
        .matches("engine/src/.+/Batch\\.java has \\d+ lines, 350 are allowed");
  }

  private static List<String> packagesOver(int most) throws IOException {
    Map<String, Long> files =
        sources().stream()
            .collect(
                Collectors.groupingBy(SizesTest::packageOf, TreeMap::new, Collectors.counting()));
    return files.entrySet().stream()
        .filter(one -> one.getValue() > most)
        .map(one -> "%s has %d files, %d are allowed".formatted(one.getKey(), one.getValue(), most))
        .toList();
  }

  private static List<String> filesOver(int most, Set<String> longer) throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    for (Path source : sources()) {
      if (!longer.contains(String.valueOf(source.getFileName()))) {
        try (Stream<String> all = Files.lines(source)) {
          lines.put(root().relativize(source).toString(), all.count());
        }
      }
    }
    return lines.entrySet().stream()
        .filter(one -> one.getValue() > most)
        .map(one -> "%s has %d lines, %d are allowed".formatted(one.getKey(), one.getValue(), most))
        .toList();
  }

  private static String packageOf(Path source) {
    String folder = String.valueOf(source.getParent());
    return folder.substring(folder.indexOf("/java/") + "/java/".length()).replace('/', '.');
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(root(), 14)) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }

  private static Path root() throws IOException {
    return Path.of("..").toRealPath();
  }
}
