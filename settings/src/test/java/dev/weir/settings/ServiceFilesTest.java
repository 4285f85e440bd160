package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of a service: two of its parts may not use one. */
class ServiceFilesTest extends SettingsTest {

  @Test
  void two_sinks_on_one_file_are_refused() {
    assertThat(
            problems(
                """
                weir.sinks = [
                  { type = file, path = out.jsonl }
                  { type = file, path = "./a/../out.jsonl" }
                ]
                """))
        .containsExactly(
            "weir.conf:3: weir.sinks[1].path is the file that weir.sinks[0].path writes; give"
                + " each its own");
  }

  @Test
  void one_file_is_recognised_by_every_name_it_has() throws Exception {
    Path out = Files.createFile(directory.resolve("out.jsonl"));
    Path link = Files.createSymbolicLink(directory.resolve("link.jsonl"), out);
    Path hardLink = Files.createLink(directory.resolve("hard.jsonl"), out);
    Path folder = Files.createSymbolicLink(directory.resolve("folder"), directory);
    Path later = directory.resolve("later.jsonl");
    Path dangling =
        Files.createSymbolicLink(directory.resolve("dangling.jsonl"), Path.of("later.jsonl"));

    assertRefused(out, link);
    assertRefused(out, hardLink);
    assertRefused(out, folder.resolve("out.jsonl"));
    assertRefused(later, dangling);
    assertRefused(later, folder.resolve("later.jsonl"));
  }

  private void assertRefused(Path one, Path other) {
    String sinks = "weir.sinks = [{ type = file, path = \"%s\" }".formatted(one);
    assertThat(problems(sinks + ", { type = file, path = \"%s\" }]".formatted(other)))
        .as("two sinks %s and %s", one, other)
        .singleElement()
        .asString()
        .contains("weir.sinks[1].path is the file that weir.sinks[0].path writes");
    assertThat(problems(sinks + "]\nweir.dead-letters.path = \"%s\"".formatted(other)))
        .as("dead letters at %s", other)
        .singleElement()
        .asString()
        .contains("weir.dead-letters.path is the file that weir.sinks[0].path writes");
    assertThat(
            problems(
                sinks
                    + "]\nweir.sources = [{ type = file, follow = true, path = \"%s\" }]"
                        .formatted(other)))
        .as("a source at %s", other)
        .singleElement()
        .asString()
        .contains("weir.sources[0].path reads the file that weir.sinks[0].path writes");
  }

  @Test
  void several_sinks_may_write_to_one_device() throws Exception {
    String sinks =
        """
        weir.sinks = [
          { type = file, path = /dev/null }
          { type = file, path = /dev/null, only = anomalies }
        ]
        """;

    assertThat(settings(sinks).sinks()).hasSize(2);
  }

  @Test
  void a_sink_on_the_file_of_the_dead_letters_is_refused() {
    assertThat(
            problems(
                """
                weir.sinks = [{ type = file, path = out.jsonl }]
                weir.dead-letters.path = out.jsonl
                """))
        .containsExactly(
            "weir.conf:2: weir.dead-letters.path is the file that weir.sinks[0].path writes;"
                + " give each its own");
  }

  @Test
  void what_is_written_is_not_read() throws Exception {
    for (String read : List.of("out.jsonl", "", "*.jsonl")) {
      String text =
          """
          weir.sources = [{ type = file, follow = true, path = "%s/%s" }]
          weir.sinks = [{ type = file, path = "%s/out.jsonl" }]
          """
              .formatted(directory, read, directory);

      assertThat(problems(text))
          .as(read)
          .containsExactly(
              "weir.conf:1: weir.sources[0].path reads the file that weir.sinks[0].path writes;"
                  + " name another place for one of them");
    }
  }

  @Test
  void files_side_by_side_are_fine() throws Exception {
    String text =
        """
        weir.sources = [{ type = file, follow = true, path = "%s/*.csv" }]
        weir.sinks = [{ type = file, path = "%s/out.jsonl" }]
        weir.dead-letters.path = "%s/out.dead"
        """
            .formatted(directory, directory, directory);

    assertThat(settings(text).sinks()).hasSize(1);
  }
}
