package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a command line that makes no sense is refused with 2, a reason and a hint. */
class UsageTest {

  @TempDir Path directory;

  @Test
  void what_cannot_be_parsed_is_refused_with_a_hint() {
    List<String> lines =
        List.of(
            "dmeo",
            "demo --for soon",
            "demo --port x",
            "demo --nonsense",
            "run",
            "run -c",
            "run -c x --from-checkpoint first",
            "score --out o",
            "score",
            "check",
            "list",
            "list animals",
            "generate",
            "generate --to - --pattern odd",
            "config show --output xml",
            "checkpoint inspect");
    for (String line : lines) {
      Ran ran = Ran.weir((Object[]) line.split(" "));

      assertThat(ran.code()).as(line).isEqualTo(2);
      assertThat(ran.out()).as(line).isEmpty();
      assertThat(ran.err())
          .as(line)
          .startsWith("weir: ")
          .contains("Try: weir")
          .doesNotContain("\tat");
    }
  }

  @Test
  void a_verb_that_is_almost_right_is_suggested() {
    assertThat(Ran.weir("checkpiont").err()).contains("weir checkpoint");
  }

  @Test
  void values_that_make_no_sense_are_refused() {
    List<List<Object>> lines =
        List.of(
            List.of("demo", "--rate", "fast"),
            List.of("demo", "--rate", "0"),
            List.of("demo", "--anomaly-rate", "2"),
            List.of("demo", "--port", "70000"),
            List.of("generate", "--to", "tape:x"),
            List.of("generate", "--to", "-", "--rate", "fast"),
            List.of("generate", "--to", "-", "--rate", "-1"),
            List.of("generate", "--to", "-", "--rate", "NaN"),
            List.of("generate", "--to", "-", "--count", "-1"),
            List.of("generate", "--to", "-", "--series", "0"),
            List.of("generate", "--to", "-", "--pattern", "ranges", "--features", "2"),
            List.of("score", directory.resolve("x.csv"), "--out", directory.resolve("o")),
            List.of("score", directory, "--out", directory.resolve("o"), "--detector", "zscore"),
            List.of("checkpoint", "ls", directory.resolve("x")),
            List.of("checkpoint", "inspect", directory.resolve("x")),
            List.of("checkpoint", "verify", directory.resolve("x")),
            List.of("checkpoint", "state-hash", directory.resolve("x")),
            List.of("deadletter", "ls", directory.resolve("x")),
            List.of("deadletter", "ls", directory),
            List.of("deadletter", "show", directory.resolve("x"), "12345678"),
            List.of("status", "--url", "ftp://127.0.0.1"));
    for (List<Object> line : lines) {
      Ran ran = Ran.weir(line.toArray());

      assertThat(ran.code()).as("%s: %s", line, ran).isEqualTo(2);
      assertThat(ran.err()).as("%s", line).startsWith("weir: ").doesNotContain("\tat ");
      assertThat(ran.out() + ran.data()).as("%s", line).isEmpty();
    }
  }

  @Test
  void the_nearest_detector_is_suggested() {
    assertThat(Ran.weir("score", directory, "--out", "o", "--detector", "zscore").err())
        .contains("did you mean 'z-score'?");
  }
}
