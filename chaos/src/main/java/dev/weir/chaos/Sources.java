package dev.weir.chaos;

/** The feeds that most trials use. */
final class Sources {

  private Sources() {}

  /** A file; or a stream of the server, read through a group. */
  static Scene.Feeds of(Feed.Kind kind, RedisServer server) {
    return switch (kind) {
      case FILE -> (place, workload) -> new FileFeed(place.directory());
      case REDIS -> redis(server, ", group = weir");
    };
  }

  /** A stream, read with further settings. */
  static Scene.Feeds redis(RedisServer server, String settings) {
    return redis(server, server.port(), settings);
  }

  /** The same where something stands before the server. */
  static Scene.Feeds redis(RedisServer server, int port, String settings) {
    return (place, workload) -> {
      try (var jedis = server.connect(0)) {
        jedis.flushAll();
      }
      return new RedisFeed(server, new RedisFeed.Reading(port, settings), workload);
    };
  }
}
