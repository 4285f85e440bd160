package dev.weir.app.architecture.broken.engine;

/** An actor that is told things that change. */
final class Actor {

  sealed interface Command {}

  static final class Counts implements Command {
    int count;
  }

  record Fine() implements Command {}
}
