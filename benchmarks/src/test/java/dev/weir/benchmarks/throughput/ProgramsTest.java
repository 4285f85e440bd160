package dev.weir.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  @TempDir private Path directory;

  @Test
  void a_run_is_given_the_configuration_and_a_state_of_its_own() throws Exception {
    Programs programs = new Programs(script("echo $* $WEIR_CHECKPOINTING_DIRECTORY"), config());

    String first = programs.weir();

    assertThat(first).startsWith("run -c " + config() + " --until-idle 1s --output json ");
    assertThat(programs.weir()).isNotEqualTo(first);
    Path state = Path.of(first.strip().substring(first.lastIndexOf(' ') + 1));
    assertThat(state.getParent()).doesNotExist();
  }

  @Test
  void a_run_that_fails_is_told_with_what_it_said() throws IOException {
    Programs programs = new Programs(script("echo no such port >&2; exit 75"), config());

    assertThatThrownBy(programs::weir)
        .hasMessageContaining("ended with 75")
        .hasMessageContaining("no such port");
  }

  @Test
  void the_bare_loop_runs_in_a_process_of_its_own() throws Exception {
    Files.writeString(
        config(), "weir { sources = [{ type = simulator, count = 5000, seed = 1 }] }");

    assertThat(new Programs(config(), config()).bare()).isPositive();
  }

  private Path config() {
    return directory.resolve("a.conf");
  }

  private Path script(String commands) throws IOException {
    Path script = directory.resolve("weir");
    Files.writeString(script, "#!/bin/sh\n" + commands + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
