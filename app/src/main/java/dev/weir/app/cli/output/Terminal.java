package dev.weir.app.cli.output;

import java.io.Console;
import java.util.Optional;

/** Whether a person is at the other end. */
public final class Terminal {

  private Terminal() {}

  public static boolean isPresent() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
