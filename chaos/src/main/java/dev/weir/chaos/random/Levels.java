package dev.weir.chaos.random;

/** Makes the level that is asked for. */
final class Levels {

  private Levels() {}

  static Level of(RandomTrial.Request request) throws Exception {
    return switch (request.name()) {
      case RandomTrial.ENGINE -> new EngineLevel(true);
      case RandomTrial.PROCESSES -> new ProcessLevel(request.base(), request.javaOptions());
      default -> throw new IllegalArgumentException("there is no trial " + request.name());
    };
  }
}
