package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    for (Path source : sources()) {
      found += pattern.matcher(Files.readString(source)).results().count();
    }

    assertThat(found).as("'%s' in the main sources", phrase).isLessThanOrEqualTo(allowed);
  }

  @Test
  void the_sources_of_all_modules_are_looked_at() throws IOException {
    assertThat(sources())
        .hasSizeGreaterThan(500)
        .anyMatch(source -> source.endsWith("app/Main.java"))
        .anyMatch(source -> source.endsWith("detectors/Detector.java"));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..").toRealPath(), 14)) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }
}
