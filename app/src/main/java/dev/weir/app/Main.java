package dev.weir.app;

import dev.weir.app.cli.Weir;
import dev.weir.app.exit.LastResort;

/** Where the program begins. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> LastResort.end(failure));
    System.exit(Weir.run(args));
  }
}
