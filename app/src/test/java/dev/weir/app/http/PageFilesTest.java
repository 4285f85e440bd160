package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.http.routing.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {

  private static final Path DIRECTORY = Path.of("src", "main", "resources", "page");

  /** Files of others, which are shipped unchanged. */
  private static final Set<String> VENDORED = Set.of("uplot.js", "uplot.css");

  @Test
  void the_document_allows_scripts_styles_and_data_of_this_service_only() {
    Reply document = PageFiles.document();

    assertThat(document.status()).isEqualTo(200);
    assertThat(document.type()).isEqualTo("text/html; charset=utf-8");
    assertThat(document.headers())
        .containsEntry(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src"
                + " 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'")
        .containsEntry("Cross-Origin-Opener-Policy", "same-origin");
  }

  @ParameterizedTest
  @CsvSource({
    "main.js, text/javascript; charset=utf-8",
    "tokens.css, text/css; charset=utf-8",
    "mark.svg, image/svg+xml",
    "plex-sans-400.woff2, font/woff2"
  })
  void a_file_has_its_media_type(String name, String type) throws IOException {
    Reply reply = PageFiles.file(name);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.type()).isEqualTo(type);
    assertThat(((Reply.Bytes) reply.body()).bytes().toArrayUnsafe())
        .isEqualTo(Files.readAllBytes(DIRECTORY.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.js",
        "index.html",
        "../reference.conf",
        "..",
        "",
        "/etc/passwd",
        "a/main.js",
        "main.js/",
        "MAIN.JS",
        "main.class",
        "..%2fmain.js",
        "main.js\u0000"
      })
  void what_the_page_does_not_consist_of_is_not_found(String name) {
    assertThat(PageFiles.file(name).status()).isEqualTo(404);
  }

  @Test
  void every_file_can_be_asked_for_by_its_name() throws IOException {
    for (String name : names("")) {
      int status = PageFiles.file(name).status();
      assertThat(status).as(name).isEqualTo(name.equals("index.html") ? 404 : 200);
    }
  }

  @Test
  void every_file_that_a_file_names_is_there() throws IOException {
    Set<String> names = names("");
    Pattern reference = Pattern.compile("(?:/ui/|from '\\./)([^\"')]+)");
    Set<String> found = new TreeSet<>();
    for (String name : own()) {
      reference.matcher(read(name)).results().forEach(result -> found.add(result.group(1)));
    }
    assertThat(names).containsAll(found);
    assertThat(found).contains("main.js", "dom.js", "tokens.css", "plex-sans-400.woff2");
  }

  @Test
  void the_page_refers_to_no_foreign_address() throws IOException {
    for (String name : own()) {
      assertThat(read(name).replace("http://www.w3.org/2000/svg", ""))
          .as(name)
          .doesNotContainPattern(
              "(?i)\\b(https?|wss?):|url\\(\\s*[\"']?//|(src|href)=[\"']?//|@import");
    }
  }

  /** Keys of series and reasons are texts of strangers: none of these would show them as text. */
  @Test
  void the_page_makes_elements_of_text_only_as_text() throws IOException {
    for (String name : own()) {
      assertThat(read(name))
          .as(name)
          .doesNotContainPattern(
              "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|\\beval\\b"
                  + "|new Function|createContextualFragment|setHTML|srcdoc");
    }
  }

  @Test
  void the_document_holds_no_script_and_no_style() throws IOException {
    assertThat(read("index.html"))
        .doesNotContainPattern("(?i)<script(?![^>]* src=)|<style|\\sstyle=|\\son[a-z]+=");
  }

  @Test
  void modules_are_small_and_say_what_they_are_for() throws IOException {
    for (String name : own()) {
      if (name.endsWith(".js")) {
        List<String> lines = Files.readAllLines(DIRECTORY.resolve(name));
        assertThat(lines.getFirst()).as(name).startsWith("// ").endsWith(".");
        assertThat(lines).as(name).hasSizeLessThanOrEqualTo(150);
      }
    }
  }

  @Test
  void the_first_view_is_small() throws IOException {
    long bytes = 0;
    for (String name : names("")) {
      bytes += Files.size(DIRECTORY.resolve(name));
    }
    assertThat(bytes).as("bytes of all files").isLessThan(400_000);
  }

  /** Files that were written for Weir and hold text. */
  private static Set<String> own() throws IOException {
    Set<String> own = names(".js");
    own.addAll(names(".css"));
    own.addAll(names(".html"));
    own.removeAll(VENDORED);
    assertThat(own).hasSizeGreaterThan(15);
    return own;
  }

  private static Set<String> names(String end) throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      Set<String> names = new TreeSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(n -> n.endsWith(end))
          .forEach(names::add);
      return names;
    }
  }

  private static String read(String name) throws IOException {
    return Files.readString(DIRECTORY.resolve(name));
  }
}
