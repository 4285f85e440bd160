package dev.weir.chaos;

import dev.weir.chaos.files.Rotation;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The feeds that most trials use. */
final class Sources {

  private static final String GROUP = ", group = weir";

  private Sources() {}

  /** The source that the laboratory was asked for; it fails only if the trial makes it fail. */
  static TrialRound.Feeds of(Lab lab, RedisServer server) {
    return switch (lab.source()) {
      case FILE -> (place, workload) -> new FileFeed(place.directory(), workload);
      case REDIS -> redis(server, GROUP);
      case ROTATED ->
          (place, workload) ->
              workload.kind() == Workload.Kind.STEADY
                  ? new RotatedFeed(place.directory(), workload, readable(lab.visits().rotations()))
                  : new FileFeed(place.directory(), workload);
    };
  }

  private static Set<Rotation> readable(Set<Rotation> rotations) {
    Set<Rotation> readable = EnumSet.noneOf(Rotation.class);
    readable.addAll(rotations);
    readable.remove(Rotation.UNREADABLE);
    return readable;
  }

  /** The other source in the process, which fails now and then; empty for none. */
  static Optional<TrialRound.Feeds> beside(Lab lab, RedisServer server) {
    return lab.visits()
        .beside(lab.source())
        .map(kind ->
            switch (kind) {
              case FILE -> (place, workload) -> new FileFeed(place.directory(), workload);
              case REDIS -> (place, workload) -> CutFeed.start(server, workload);
              case ROTATED ->
                  (place, workload) ->
                      new RotatedFeed(place.directory(), workload, lab.visits().rotations());
            });
  }

  /** A stream, read with further settings. */
  static TrialRound.Feeds redis(RedisServer server, String settings) {
    return redis(server, server.port(), settings);
  }

  /** Returns the feeds with a proxy before the server. */
  static TrialRound.Feeds redis(RedisServer server, int port, String settings) {
    return (place, workload) -> {
      try (var jedis = server.connect(0)) {
        jedis.flushAll();
      }
      return new RedisFeed(server, new RedisFeed.Reading(port, settings), workload);
    };
  }
}
