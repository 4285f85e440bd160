package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {

  private static final Pattern EXAMPLE = Pattern.compile("Example: weir (.*)");

  @Test
  void every_verb_is_there() {
    assertThat(verbs().stream().map(HelpTest::name))
        .contains(
            "weir demo",
            "weir run",
            "weir score",
            "weir infer",
            "weir generate",
            "weir check",
            "weir config show",
            "weir list",
            "weir status",
            "weir checkpoint ls",
            "weir checkpoint inspect",
            "weir checkpoint verify",
            "weir checkpoint state-hash",
            "weir deadletter ls",
            "weir deadletter show",
            "weir deadletter replay",
            "weir deadletter drop");
  }

  @Test
  void every_verb_has_help_with_an_example_that_can_be_typed() {
    for (CommandLine verb : verbs()) {
      List<String> words = new ArrayList<>(List.of(name(verb).split(" ")));
      words.removeFirst();
      words.add("--help");

      Ran ran = Ran.weir(words.toArray());

      assertThat(ran.code()).as(name(verb)).isZero();
      assertThat(ran.err()).as(name(verb)).isEmpty();
      Matcher example = EXAMPLE.matcher(ran.out());
      assertThat(example.find()).as("example of %s", name(verb)).isTrue();
      assertThat("weir " + example.group(1)).startsWith(name(verb));
      assertThat(root().parseArgs(example.group(1).trim().split(" ")).errors()).isEmpty();
    }
  }

  @Test
  void every_verb_that_prints_a_result_has_output() {
    for (CommandLine verb : verbs()) {
      if (verb.getSubcommands().isEmpty()) {
        assertThat(verb.getCommandSpec().findOption("--output"))
            .as("--output of %s", name(verb))
            .isNotNull();
      }
    }
  }

  @Test
  void verbs_that_only_lead_to_others_show_them() {
    assertThat(Ran.weir().out()).contains("demo", "score", "checkpoint");
    assertThat(Ran.weir("checkpoint").out()).contains("verify");
    assertThat(Ran.weir("config").out()).contains("show");
    assertThat(Ran.weir("--version").out()).startsWith("weir 0.1.0");
  }

  private static CommandLine root() {
    return new CommandLine(new Weir(OutputStream.nullOutputStream()))
        .registerConverter(Duration.class, Durations::parse)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static String name(CommandLine verb) {
    return verb.getCommandSpec().qualifiedName();
  }

  private static List<CommandLine> verbs() {
    return below(root());
  }

  private static List<CommandLine> below(CommandLine verb) {
    List<CommandLine> verbs = new ArrayList<>();
    for (CommandLine sub : verb.getSubcommands().values()) {
      verbs.add(sub);
      verbs.addAll(below(sub));
    }
    return verbs;
  }
}
