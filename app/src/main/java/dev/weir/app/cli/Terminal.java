package dev.weir.app.cli;

import java.io.Console;
import java.util.Optional;

/** Whether a person is at the other end. */
final class Terminal {

  private Terminal() {}

  static boolean isPresent() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
