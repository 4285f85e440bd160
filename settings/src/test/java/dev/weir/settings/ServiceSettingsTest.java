package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.DirectoryAccess;
import dev.weir.connectors.file.sink.DeadLetterLimits;
import dev.weir.settings.WeirSettings.Checkpoints;
import dev.weir.settings.WeirSettings.DeadLetters;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Settings of checkpointing and dead letters: defaults, values from the file, bad values. */
class ServiceSettingsTest {

  @Nested
  class Checkpointing extends SettingsTest {
    @Test
    void has_its_defaults() throws Exception {
      assertThat(settings("").checkpoints())
          .contains(new Checkpoints(Path.of("data/checkpoints"), 3, DirectoryAccess.OWNER));
    }

    @Test
    void takes_every_value_from_the_file() throws Exception {
      assertThat(
              settings("weir.checkpointing { directory = here, keep = 1, group-access = true }")
                  .checkpoints())
          .contains(new Checkpoints(Path.of("here"), 1, DirectoryAccess.GROUP));
    }

    @Test
    void refuses_values_that_make_no_sense() {
      assertThat(problems("weir.checkpointing { directory = \"\", keep = 0, every = 1ms }"))
          .containsExactlyInAnyOrder(
              "weir.conf:1: weir.checkpointing.directory must not be empty",
              "weir.conf:1: weir.checkpointing.keep must be 1 to 1000, and is 0",
              "weir.conf:1: weir.checkpointing.every must be at least 100 ms, and is 1 ms");
      assertThat(problems("weir.checkpointing.directory = \"a\\u0000b\""))
          .containsExactly(
              "weir.conf:1: weir.checkpointing.directory is not a path: Nul character not allowed");
    }
  }

  @Nested
  class DeadLettersOfTheService extends SettingsTest {
    @Test
    void has_its_defaults() throws Exception {
      assertThat(settings("").deadLetters())
          .contains(
              new DeadLetters(
                  Path.of("data/dead-letters.jsonl"),
                  new DeadLetterLimits(64L << 20, 100_000, Duration.ofDays(30))));
    }

    @Test
    void takes_every_value_from_the_file() throws Exception {
      String text = "weir.dead-letters { path = d, max-size = 1 KiB, max-count = 2, max-age = 1h }";
      assertThat(settings(text).deadLetters())
          .contains(
              new DeadLetters(Path.of("d"), new DeadLetterLimits(1024, 2, Duration.ofHours(1))));
      assertThat(settings("weir.dead-letters.path = \"\"").deadLetters()).isEmpty();
    }

    @Test
    void refuses_values_that_make_no_sense() {
      String text = "weir.dead-letters { path = [], max-size = 1, max-count = 1, max-age = 1s }";
      assertThat(problems(text))
          .containsExactlyInAnyOrder(
              "weir.conf:1: weir.dead-letters.path must be a text, and is a list",
              "weir.conf:1: weir.dead-letters.max-size must be at least 1024, and is 1",
              "weir.conf:1: weir.dead-letters.max-count must be at least 2, and is 1",
              "weir.conf:1: weir.dead-letters.max-age must be at least 60000 ms, and is 1000 ms");
    }
  }
}
