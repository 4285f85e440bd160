package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file that a recipe of CONTRIBUTING.md names exists. */
class RecipesTest {

  /** A path, or the name of a source file, in backticks. */
  private static final Pattern FILE =
      Pattern.compile("`([\\w./-]+\\.(?:java|md|conf)|[\\w-]+/[\\w./-]+)`");

  private static final Path ROOT = root();

  @ParameterizedTest
  @ValueSource(strings = {"detector", "source", "sink", "receiver", "route", "metric", "trial"})
  void each_recipe_names_only_files_that_exist(String what) throws IOException {
    Set<String> sources = sources();

    List<String> named = named(recipe(what));

    assertThat(named).as("files of the recipe for a %s", what).isNotEmpty();
    assertThat(named).filteredOn(name -> isMissing(name, sources)).isEmpty();
  }

  @Test
  void a_file_that_does_not_exist_is_noticed() throws IOException {
    Set<String> sources = sources();

    assertThat(isMissing("NoSuch.java", sources)).isTrue();
    assertThat(isMissing("docs/no-such.md", sources)).isTrue();
    assertThat(isMissing("Detectors.java", sources)).isFalse();
    assertThat(isMissing("docs/detection.md", sources)).isFalse();
    assertThat(isMissing("package-info.java", sources)).isFalse();
  }

  @Test
  void files_are_found_in_a_text() {
    assertThat(named("see `Trials.java`, `docs/a.md`, `run` and `NAMETest.java`"))
        .containsExactly("Trials.java", "docs/a.md");
  }

  private static boolean isMissing(String name, Set<String> sources) {
    return name.endsWith(".java") && !name.contains("/")
        ? !sources.contains(name)
        : !Files.exists(ROOT.resolve(name));
  }

  private static List<String> named(String text) {
    List<String> named = new ArrayList<>();
    Matcher matcher = FILE.matcher(text);
    while (matcher.find()) {
      if (!matcher.group(1).contains("NAME")) {
        named.add(matcher.group(1));
      }
    }
    return named;
  }

  private static String recipe(String what) throws IOException {
    String text = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
    String heading = "## A new " + what + "\n";
    int from = text.indexOf(heading);
    assertThat(from).as(heading).isNotNegative();
    int to = text.indexOf("\n## ", from + heading.length());
    return to < 0 ? text.substring(from) : text.substring(from, to);
  }

  /** The names of all source files. */
  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .map(RecipesTest::javaFiles)
          .flatMap(Collection::stream)
          .collect(Collectors.toSet());
    }
  }

  private static List<String> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".java"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    return Path.of("").toAbsolutePath().getParent();
  }
}
