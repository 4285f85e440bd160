package dev.weir.settings.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.weir.settings.SettingsTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigFileTest extends SettingsTest {

  @Test
  void an_unknown_key_is_refused_with_its_line_and_the_nearest_known_one() {
    String text =
        """
        weir {
          engine {
            batch-sise = 7
          }
          sorces = []
          http.prt = 1
        }
        wier.engine.batch-size = 7
        pekko.loglevel = DEBUG
        """;

    assertThat(problems(text))
        .containsExactlyInAnyOrder(
            "weir.conf:3: there is no setting 'weir.engine.batch-sise'; did you mean"
                + " 'batch-size'?",
            "weir.conf:5: there is no setting 'weir.sorces'; did you mean 'sources'?",
            "weir.conf:6: there is no setting 'weir.http.prt'; did you mean 'port'?",
            "weir.conf:8: there is no setting 'wier'; did you mean 'weir'?",
            "weir.conf:9: there is no setting 'pekko'");
  }

  @Test
  void a_key_that_is_like_no_other_is_refused_without_a_guess() {
    assertThat(problems("weir.engine.xyzzy = 1"))
        .containsExactly("weir.conf:1: there is no setting 'weir.engine.xyzzy'");
  }

  @Test
  void all_problems_of_all_parts_come_together() {
    String text =
        """
        weir.engine.batch-size = many
        weir.sources = [{ type = simulator, rate = -1 }, { type = nothing }]
        weir.detectors = [{}]
        weir.sinks = [{ type = log, lines = 3 }]
        weir.health.grace = never
        weir.http.port = -1
        """;

    assertThat(problems(text)).hasSize(7);
  }

  @Test
  void a_section_of_the_wrong_type_is_one_problem() {
    assertThat(problems("weir.sources = 3"))
        .containsExactly("weir.conf:1: weir.sources must be a list of objects, and is '3'");
    assertThat(problems("weir.log = 3"))
        .containsExactly("weir.conf:1: weir.log must be an object, and is '3'");
    assertThat(problems("weir = 3"))
        .containsExactly("weir.conf:1: weir must be an object, and is '3'");
  }

  @Test
  void refuses_text_that_is_not_a_configuration_with_its_line() {
    assertThat(problems("weir {\n  a = [\n"))
        .singleElement()
        .asString()
        .startsWith("weir.conf cannot be parsed: ")
        .contains("weir.conf: 3");
    assertThat(problems("weir.engine.batch-size = ${nobody.knows}"))
        .singleElement()
        .asString()
        .contains("nobody.knows");
  }

  @Test
  void deep_nesting_is_refused_before_it_is_parsed() {
    String deep = "\n" + "a { ".repeat(100_000 / 4) + "}".repeat(100_000 / 4);

    assertThat(problems(deep))
        .containsExactly("cannot read weir.conf: line 2: it nests deeper than 32 levels");
    assertThat(problems("weir = " + "[".repeat(100_000)))
        .containsExactly("cannot read weir.conf: line 1: it nests deeper than 32 levels");
  }

  @Test
  void brackets_in_texts_and_comments_do_not_nest() throws Exception {
    String text =
        "# %s\n// %s\nweir.checkpointing.directory = \"%s\"\nweir.log { format = json }\n"
            .formatted("{".repeat(50), "[".repeat(50), "{".repeat(50));

    assertThat(settings(text).checkpoints().orElseThrow().directory())
        .isEqualTo(Path.of("{".repeat(50)));
  }

  @Test
  void values_made_of_values_do_not_grow_without_bound() {
    StringBuilder bomb = new StringBuilder("a0 = xxxxxxxxxx\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d = ${a%d}${a%d}%n".formatted(i, i - 1, i - 1));
    }

    assertThat(problems(bomb.toString()))
        .singleElement()
        .asString()
        .contains("more than 20 values are put together from others");
  }

  @Test
  void refuses_a_file_that_is_too_long_a_folder_or_missing() {
    assertThat(problems("#".repeat(256 * 1024 + 1)))
        .containsExactly("cannot read weir.conf: it is longer than 256 KiB");
    assertThat(refused(directory))
        .containsExactly("cannot read " + directory + ": it is not a regular file");
    assertThat(refused(directory.resolve("x")))
        .containsExactly("there is no configuration file " + directory.resolve("x"));
  }

  @Test
  void a_local_file_is_included() throws Exception {
    write("more.conf", "weir.engine.batch-size = 7");

    assertThat(settings("include \"more.conf\"").engine().queues().batch()).isEqualTo(7);
    assertThat(settings("include file(\"more.conf\")").engine().queues().batch()).isEqualTo(7);
    assertThat(settings("include required(file(\"more.conf\"))").engine().queues().batch())
        .isEqualTo(7);
  }

  @Test
  void problems_of_an_included_file_are_placed_in_it() throws Exception {
    write("more.conf", "\nweir.engine.batch-sise = 7");

    assertThat(problems("include \"more.conf\""))
        .containsExactly(
            "more.conf:2: there is no setting 'weir.engine.batch-sise'; did you mean"
                + " 'batch-size'?");
  }

  @Test
  void includes_from_elsewhere_are_refused() {
    List<String> elsewhere =
        List.of(
            "url(\"http://127.0.0.1:1/x.conf\")",
            "classpath(\"reference.conf\")",
            "url(\"file:///etc/hostname\")",
            "\"http://127.0.0.1:1/x.conf\"",
            "\"not-there.conf\"");
    for (String include : elsewhere) {
      assertThat(problems("include " + include))
          .as(include)
          .singleElement()
          .asString()
          .contains("include of ")
          .contains(" is refused: ");
    }
  }

  @Test
  void a_file_that_includes_itself_is_refused() {
    assertThat(problems("include \"weir.conf\""))
        .singleElement()
        .asString()
        .contains("includes are nested deeper than 8");
  }

  @Test
  void a_deeply_nested_file_is_refused_when_included_too() throws Exception {
    write("deep.conf", "[".repeat(1000));

    assertThat(problems("include \"deep.conf\"")).singleElement().asString().contains("nests");
  }

  @Test
  void what_the_file_says_can_be_had_alone() throws Exception {
    Config alone = ConfigFile.alone(write("weir.conf", "weir.engine.batch-size = 7"));

    assertThat(alone).isEqualTo(ConfigFactory.parseString("weir.engine.batch-size = 7"));
  }

  private static List<String> refused(Path file) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
            ConfigurationException.class, () -> ConfigFile.load(file))
        .problems();
  }
}
