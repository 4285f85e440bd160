package dev.weir.app.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The licences that travel with the program are those of its dependency tree. */
class LicencesTest {

  private static final Path LICENCES = Path.of("../licenses");

  private static final Path PAGE = Path.of("src/main/resources/page");

  /** Written by the build: what the program needs at run time. */
  private static final Path TREE = Path.of("target/runtime-dependencies.txt");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  /** Licences by the names that authors give them. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("Apache 2.0", "Apache-2.0"),
          Map.entry("The Apache License, Version 2.0", "Apache-2.0"),
          Map.entry("The Apache Software License, Version 2.0", "Apache-2.0"),
          Map.entry("The Apache Software License, version 2.0", "Apache-2.0"),
          Map.entry("GNU Lesser General Public License, Version 3", "LGPL-3.0"),
          Map.entry("EDL 1.0", "EDL-1.0"),
          Map.entry("EPL 2.0", "EPL-2.0"),
          Map.entry("GPL2 w/ CPE", "GPL-2.0-with-classpath-exception"),
          Map.entry("Public Domain", "Public-Domain"),
          Map.entry("Public Domain, per Creative Commons CC0", "CC0-1.0"));

  /** Licences that may be shipped, and the texts that each requires to be shipped with it. */
  private static final Map<String, Set<String>> TEXTS =
      Map.of(
          "Apache-2.0", Set.of("Apache-2.0.txt"),
          "EPL-2.0 OR LGPL-2.1-only", Set.of("EPL-2.0.txt", "LGPL-2.1.txt"),
          "EDL-1.0", Set.of("EDL-1.0.txt"),
          "EPL-2.0 OR GPL-2.0-with-classpath-exception OR EDL-1.0", Set.of("EDL-1.0.txt"),
          "LGPL-3.0", Set.of("LGPL-3.0.txt", "GPL-3.0.txt"),
          "MIT", Set.of(),
          "MIT-0", Set.of(),
          "Public-Domain", Set.of(),
          "CC0-1.0 OR BSD-2-Clause", Set.of());

  /** Licences whose text need not be shipped. */
  private static final Set<String> WITHOUT_TEXT = Set.of("MIT-0", "Public-Domain");

  private record Library(String name, String version, String licence) {}

  private record Row(Library library, List<String> texts) {}

  @Test
  void the_table_holds_every_library_of_the_dependency_tree_and_no_other() throws Exception {
    assertThat(rows().stream().map(Row::library))
        .as("rows of licenses/THIRD-PARTY.md, with the licence that the library's POM declares")
        .containsExactlyInAnyOrderElementsOf(tree());
  }

  @Test
  void every_library_has_the_texts_its_licence_requires() throws Exception {
    for (Row row : rows()) {
      String licence = row.library().licence();
      assertThat(TEXTS)
          .as("licence of %s may be shipped", row.library().name())
          .containsKey(licence);
      assertThat(row.texts()).as(row.library().name()).containsAll(TEXTS.get(licence));
      assertThat(row.texts().isEmpty())
          .as("%s has no text", row.library().name())
          .isEqualTo(WITHOUT_TEXT.contains(licence));
    }
  }

  @Test
  void every_text_is_there_and_belongs_to_a_library() throws Exception {
    Set<String> linked = new TreeSet<>();
    rows().forEach(row -> linked.addAll(row.texts()));
    filesOfThePage().forEach(cells -> linked.addAll(links(cells.get(3))));
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(LICENCES)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("THIRD-PARTY.md"))
          .forEach(there::add);
    }
    assertThat(linked).isEqualTo(there).hasSizeGreaterThan(5);
    assertThat(Files.readString(LICENCES.resolve("LGPL-3.0.txt")))
        .contains("GNU LESSER GENERAL PUBLIC LICENSE", "Version 3", "4. Combined Works");
    assertThat(Files.readString(LICENCES.resolve("GPL-3.0.txt")))
        .contains("GNU GENERAL PUBLIC LICENSE", "END OF TERMS AND CONDITIONS");
  }

  @Test
  void files_of_the_page_that_are_of_others_are_unchanged_and_have_a_licence() throws Exception {
    Set<String> listed = new TreeSet<>();
    for (List<String> cells : filesOfThePage()) {
      Path file = PAGE.resolve(cells.get(0).substring("page/".length()));
      assertThat(Set.of("MIT", "OFL-1.1")).contains(cells.get(2));
      assertThat(cells.get(4)).as("SHA-256 of %s", file).isEqualTo("`" + sha256(file) + "`");
      listed.add(file.getFileName().toString());
    }
    assertThat(listed).contains("uplot.js");
    try (Stream<Path> files = Files.list(PAGE)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".woff2") || name.startsWith("uplot."))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  @Test
  void the_notice_names_the_authors_of_files_of_the_page() throws Exception {
    assertThat(Files.readString(Path.of("../NOTICE")))
        .contains("uPlot", "Leon Sorokin", "IBM Plex", "IBM Corp.");
  }

  /** The cells of the table of files, row by row. */
  private static List<List<String>> filesOfThePage() throws IOException {
    return Files.readAllLines(LICENCES.resolve("THIRD-PARTY.md")).stream()
        .filter(line -> line.startsWith("| page/"))
        .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
        .toList();
  }

  private static List<String> links(String cell) {
    return LINK.matcher(cell).results().map(link -> link.group(1)).toList();
  }

  private static String sha256(Path file) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(hash);
  }

  @Test
  void the_notice_names_the_library_that_must_be_replaceable() throws Exception {
    assertThat(Files.readString(Path.of("../NOTICE")))
        .contains("smile-math", "licenses/LGPL-3.0.txt", "licenses/GPL-3.0.txt");
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(LICENCES.resolve("THIRD-PARTY.md"))) {
      if (line.startsWith("| ") && line.contains(":") && !line.startsWith("| library")) {
        String[] cells = line.substring(2).split(" \\| ?", -1);
        rows.add(new Row(new Library(cells[0], cells[1], cells[2]), links(cells[3])));
      }
    }
    return rows;
  }

  private static List<Library> tree() throws IOException {
    Pattern entry =
        Pattern.compile(
            "\\s+([^:\\s]+):([^:]+):jar:(?:[^:]+:)?([^:]+):(?:compile|runtime):(\\S+)\\.jar.*");
    List<Library> tree = new ArrayList<>();
    for (String line : Files.readAllLines(TREE)) {
      Matcher match = entry.matcher(line);
      if (match.matches()) {
        Path pom = Path.of(match.group(4) + ".pom");
        tree.add(new Library(match.group(1) + ":" + match.group(2), match.group(3), declared(pom)));
      }
    }
    assertThat(tree).as("%s", TREE).hasSizeGreaterThan(20);
    return tree;
  }

  /** What a POM of the local repository declares, or its nearest parent that declares anything. */
  private static String declared(Path pom) throws IOException {
    String text = Files.readString(pom).replaceAll("(?s)<!--.*?-->", "");
    Matcher licences = Pattern.compile("(?s)<licenses>(.*?)</licenses>").matcher(text);
    if (licences.find()) {
      return String.join(
          " OR ",
          Pattern.compile("<name>(.*?)</name>")
              .matcher(licences.group(1))
              .results()
              .map(name -> NAMES.getOrDefault(name.group(1), name.group(1)))
              .toList());
    }
    Matcher parent = Pattern.compile("(?s)<parent>(.*?)</parent>").matcher(text);
    if (!parent.find()) {
      throw new AssertionError(pom + " declares no licence, and neither do its parents");
    }
    String group = tag("groupId", parent.group(1));
    String artifact = tag("artifactId", parent.group(1));
    String version = tag("version", parent.group(1));
    return declared(
        repositoryOf(pom)
            .resolve(group.replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".pom"));
  }

  private static Path repositoryOf(Path pom) {
    Path above = pom.getParent();
    while (above != null && !Files.isDirectory(above.resolve("org/apache/maven"))) {
      above = above.getParent();
    }
    if (above == null) {
      throw new AssertionError(pom + " is in no Maven repository");
    }
    return above;
  }

  private static String tag(String name, String xml) {
    Matcher match = Pattern.compile("<" + name + ">\\s*(.*?)\\s*</" + name + ">").matcher(xml);
    if (!match.find()) {
      throw new AssertionError("no " + name + " in " + xml);
    }
    return match.group(1);
  }
}
