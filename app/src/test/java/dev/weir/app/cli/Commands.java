package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** Command lines for tests outside of this package. */
public final class Commands {

  private Commands() {}

  /** Runs a configuration until there is nothing to do; returns the status report as JSON. */
  public static String run(Path config) {
    Ran ran = Ran.weir("run", "-c", config, "--until-idle", "50ms", "--output", "json");
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.out();
  }
}
