package dev.weir.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents name only types and files that exist, and the start pages lead to all of docs. */
class DocumentsTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final List<String> START = List.of("README.md", "ARCHITECTURE.md");

  /** The target of a link, without its anchor. */
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  /** A word of several words, in backticks or a drawing: the name of a type. */
  private static final Pattern NAME = Pattern.compile("(?<![*+\\w])(?:[A-Z][a-z]+){2,}\\b");

  /** A type in backticks, and what follows behind its dot. */
  private static final Pattern QUOTED = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.(?!java)(\\w+))?");

  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");

  /** Names of the JDK. */
  private static final Set<String> FOREIGN = Set.of("CompletionStage", "Error", "String");

  @ParameterizedTest
  @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"})
  void every_type_that_a_document_names_exists(String document) throws IOException {
    assertThat(unknown(Files.readString(ROOT.resolve(document)), types())).isEmpty();
  }

  @Test
  void a_type_or_a_member_that_does_not_exist_is_named() {
    Map<String, String> types = Map.of("Guardian", "void stop() {}", "ReaderThread", "");

    assertThat(unknown("`Guardian`, `Guardian.stop`, ReaderThread and a word", types)).isEmpty();
    assertThat(unknown("`Warden`, `Guardian.halt` and ──► WriterThread", types))
        .containsExactly("Guardian.halt", "Warden", "WriterThread");
  }

  @Test
  void every_link_leads_to_a_file() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      for (Path target : links(document)) {
        if (!Files.exists(target)) {
          missing.add("%s: %s".formatted(ROOT.relativize(document), ROOT.relativize(target)));
        }
      }
    }

    assertThat(documents()).hasSizeGreaterThan(30);
    assertThat(missing).isEmpty();
  }

  @Test
  void the_start_pages_lead_to_every_page_of_docs() throws IOException {
    Set<Path> linked = new TreeSet<>();
    for (String page : START) {
      linked.addAll(links(ROOT.resolve(page)));
    }
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
      assertThat(linked)
          .containsAll(pages.filter(page -> page.toString().endsWith(".md")).toList());
    }
  }

  /** Types and members that a text names and no source declares, in order. */
  private static Set<String> unknown(String text, Map<String, String> types) {
    Set<String> unknown = new TreeSet<>();
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      String type = quoted.group(1);
      String member = quoted.group(2);
      if (FOREIGN.contains(type)) {
        continue;
      }
      if (!types.containsKey(type)) {
        unknown.add(type);
      } else if (member != null
          && !Pattern.compile("\\b" + member + "\\b").matcher(types.get(type)).find()) {
        unknown.add(type + "." + member);
      }
    }
    NAME.matcher(text)
        .results()
        .map(name -> name.group())
        .filter(name -> !types.containsKey(name) && !FOREIGN.contains(name))
        .forEach(unknown::add);
    return unknown;
  }

  /** Targets of the links of a page, but those to other hosts. */
  private static Set<Path> links(Path page) throws IOException {
    return LINK.matcher(Files.readString(page))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains(":"))
        .map(target -> page.resolveSibling(target).normalize())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/adr"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    documents.add(ROOT.resolve("deploy/README.md"));
    return documents;
  }

  /** The types that the sources of all modules declare, each with the texts that declare it. */
  private static Map<String, String> types() throws IOException {
    Map<String, String> types = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .forEach(sources -> declare(sources, types));
    }
    return types;
  }

  private static void declare(Path sources, Map<String, String> types) {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        DECLARED
            .matcher(text)
            .results()
            .forEach(type -> types.merge(type.group(1), text, String::concat));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
