package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Counts phrases that docs/glossary.md refuses in the sources of all modules. The allowed counts
 * are those of phrases that were there before the glossary: lower them as phrases go, never raise
 * them.
 */
class LanguageTest {

  private static final String MAIN = "/src/main/java/";

  /** The number of names that were there before the rule: lower it as they go, never raise it. */
  private static final int NAMES_WITH_IS_NO = 27;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      textBlock =
          """
          Long because                              ; 0
          "[^"\\n]*(?<![Tt]here )\\b(is|are) no (?!longer|more)[a-z] ; 0
          /\\*\\*\\s+(\\* )?The same                ; 0
          /\\*\\*\\s+(\\* )?What                    ; 0
          \\b[Ww]hoever\\b                          ; 0
          \\banew\\b                                ; 0
          \\bput aside\\b                           ; 0
          \\btold\\b                                ; 0
          \\bgone around\\b                         ; 0
          """)
  void phrases_that_the_glossary_refuses_become_fewer(String phrase, int allowed)
      throws IOException {
    Pattern pattern = Pattern.compile(phrase);

    long found = 0;
    for (Path source : sources(MAIN)) {
      found += pattern.matcher(Files.readString(source)).results().count();
    }

    assertThat(found).as("'%s' in the main sources", phrase).isLessThanOrEqualTo(allowed);
  }

  @Test
  void names_of_tests_that_deny_with_no_become_fewer() throws IOException {
    Pattern name = Pattern.compile("void \\w*(?<!there)_is_no_(?!longer|more|less)\\w*");

    List<String> found = new ArrayList<>();
    for (Path source : sources("/src/test/java/")) {
      name.matcher(Files.readString(source)).results().map(MatchResult::group).forEach(found::add);
    }

    assertThat(found)
        .as("names of tests; write '_is_not_a_'")
        .hasSizeLessThanOrEqualTo(NAMES_WITH_IS_NO);
  }

  @Test
  void the_sources_of_all_modules_are_looked_at() throws IOException {
    assertThat(sources(MAIN))
        .hasSizeGreaterThan(500)
        .anyMatch(source -> source.endsWith("app/Main.java"))
        .anyMatch(source -> source.endsWith("detectors/Detector.java"));
  }

  private static List<Path> sources(String kind) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..").toRealPath(), 14)) {
      return files
          .filter(file -> file.toString().contains(kind))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }
}
