package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file that a recipe of CONTRIBUTING.md names exists and is the only one of its name, and the
 * files are as many as it says.
 */
class RecipesTest {

  /** A path, or the name of a source file, in backticks. */
  private static final Pattern FILE =
      Pattern.compile("`([\\w./-]+\\.(?:java|md|conf)|[\\w-]+/[\\w./-]+)`");

  /** The beginning of a list of files, with its length. */
  private static final Pattern LIST =
      Pattern.compile("^(New files|Edits): (\\d+)\\b", Pattern.MULTILINE);

  /** The beginning of an item of a list. */
  private static final Pattern ITEM = Pattern.compile("^(\\d+)\\. ", Pattern.MULTILINE);

  private static final Path ROOT = root();

  @ParameterizedTest
  @ValueSource(strings = {"detector", "source", "sink", "receiver", "route", "metric", "trial"})
  void each_recipe_names_only_files_that_exist(String what) throws IOException {
    List<String> sources = sources();

    List<String> named = named(recipe(what));

    assertThat(named).as("files of the recipe for a %s", what).isNotEmpty();
    assertThat(named).filteredOn(name -> isMissing(name, sources)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"detector", "source", "sink", "receiver", "route", "metric", "trial"})
  void a_name_without_a_path_is_that_of_one_file(String what) throws IOException {
    List<String> sources = sources();

    List<String> named = named(recipe(what));

    assertThat(named).filteredOn(name -> isAmbiguous(name, sources)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"detector", "source", "sink", "receiver", "route", "metric", "trial"})
  void each_recipe_lists_as_many_files_as_it_says(String what) throws IOException {
    String recipe = recipe(what);

    assertThat(said(recipe)).containsOnlyKeys("New files", "Edits").isEqualTo(listed(recipe));
  }

  @Test
  void a_detector_takes_at_most_four_new_files_and_three_edits() throws IOException {
    Map<String, Integer> files = said(recipe("detector"));

    assertThat(files.get("New files")).isLessThanOrEqualTo(4);
    assertThat(files.get("Edits")).isLessThanOrEqualTo(3);
  }

  @Test
  void a_wrong_number_is_noticed() {
    String recipe = "New files: 2, here:\n\n1. `A.java`\n\nEdits: 1.\n\n1. `B.java`\n2. `C.java`\n";

    assertThat(said(recipe)).isEqualTo(Map.of("New files", 2, "Edits", 1));
    assertThat(listed(recipe)).isEqualTo(Map.of("New files", 1, "Edits", 2));
    assertThat(listed("Edits: 1.\n\n1. `B.java`: x\n")).isEqualTo(Map.of("Edits", 1));
    assertThat(listed("Edits: 2.\n\n1. `B.java`\n3. `C.java`\n")).isEqualTo(Map.of("Edits", -1));
  }

  @Test
  void a_file_that_does_not_exist_is_noticed() throws IOException {
    List<String> sources = sources();

    assertThat(isMissing("NoSuch.java", sources)).isTrue();
    assertThat(isMissing("docs/no-such.md", sources)).isTrue();
    assertThat(isMissing("Detectors.java", sources)).isFalse();
    assertThat(isMissing("docs/detection.md", sources)).isFalse();
    assertThat(isMissing("package-info.java", sources)).isFalse();
  }

  @Test
  void a_name_that_two_files_have_is_noticed() throws IOException {
    List<String> sources = sources();

    assertThat(isAmbiguous("Router.java", sources)).isTrue();
    assertThat(isAmbiguous("Detectors.java", sources)).isFalse();
    assertThat(isAmbiguous("package-info.java", sources)).isFalse();
  }

  @Test
  void files_are_found_in_a_text() {
    assertThat(named("see `Trials.java`, `docs/a.md`, `run` and `NAMETest.java`"))
        .containsExactly("Trials.java", "docs/a.md");
  }

  private static boolean isAmbiguous(String name, List<String> sources) {
    return !name.equals("package-info.java") && Collections.frequency(sources, name) > 1;
  }

  private static boolean isMissing(String name, List<String> sources) {
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

  /** For each list of a recipe, how many files it is said to have. */
  private static Map<String, Integer> said(String recipe) {
    return LIST.matcher(recipe)
        .results()
        .collect(Collectors.toMap(it -> it.group(1), it -> Integer.parseInt(it.group(2))));
  }

  /** For each list of a recipe, how many items it has; -1 where they are not numbered from 1 on. */
  private static Map<String, Integer> listed(String recipe) {
    Map<String, Integer> listed = new HashMap<>();
    List<MatchResult> lists = LIST.matcher(recipe).results().toList();
    for (int i = 0; i < lists.size(); i++) {
      int to = i + 1 < lists.size() ? lists.get(i + 1).start() : recipe.length();
      List<String> numbers =
          ITEM.matcher(recipe.substring(lists.get(i).start(), to))
              .results()
              .map(item -> item.group(1))
              .toList();
      List<String> expected =
          IntStream.rangeClosed(1, numbers.size()).mapToObj(String::valueOf).toList();
      listed.put(lists.get(i).group(1), numbers.equals(expected) ? numbers.size() : -1);
    }
    return listed;
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
  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .map(RecipesTest::javaFiles)
          .flatMap(Collection::stream)
          .toList();
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
