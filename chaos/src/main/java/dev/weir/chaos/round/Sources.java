package dev.weir.chaos.round;

import dev.weir.chaos.feed.CutFeed;
import dev.weir.chaos.feed.FileFeed;
import dev.weir.chaos.feed.RedisFeed;
import dev.weir.chaos.feed.RotatedFeed;
import dev.weir.chaos.feed.Workload;
import dev.weir.chaos.files.Rotation;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The feeds that most trials use. */
public final class Sources {

  private static final String GROUP = ", group = weir";

  private Sources() {}

  /** The source that the laboratory was asked for; it fails only if the trial makes it fail. */
  public static FeedFactory of(Lab lab, RedisServer server) {
    return switch (lab.source()) {
      case FILE -> (place, workload) -> new FileFeed(place.directory(), workload);
      case REDIS -> redis(server, GROUP);
      case ROTATED ->
          (place, workload) ->
              workload.kind() == Workload.Kind.STEADY
                  ? rotated(place, workload, readable(lab.visits().rotations()))
                  : new FileFeed(place.directory(), workload);
    };
  }

  /** Files that are rotated in these ways. */
  public static RotatedFeed rotated(Workspace place, Workload workload, Set<Rotation> rotations)
      throws IOException {
    Path detections =
        place.directory().resolve(TrialRound.DISTURBED).resolve(TrialRound.DETECTIONS);
    return new RotatedFeed(place.directory(), detections, workload, rotations);
  }

  private static Set<Rotation> readable(Set<Rotation> rotations) {
    Set<Rotation> readable = EnumSet.noneOf(Rotation.class);
    readable.addAll(rotations);
    readable.remove(Rotation.UNREADABLE);
    return readable;
  }

  /** The other source in the process, which fails now and then; empty for none. */
  static Optional<FeedFactory> beside(Lab lab, RedisServer server) {
    return lab.visits()
        .beside(lab.source())
        .map(kind ->
            switch (kind) {
              case FILE -> (place, workload) -> new FileFeed(place.directory(), workload);
              case REDIS -> (place, workload) -> CutFeed.start(server, workload);
              case ROTATED ->
                  (place, workload) -> rotated(place, workload, lab.visits().rotations());
            });
  }

  /** A stream, read with further settings. */
  public static FeedFactory redis(RedisServer server, String settings) {
    return redis(server, server.port(), settings);
  }

  /** Returns the feeds with a proxy before the server. */
  public static FeedFactory redis(RedisServer server, int port, String settings) {
    return (place, workload) -> {
      try (var jedis = server.connect(0)) {
        jedis.flushAll();
      }
      return new RedisFeed(server, new RedisFeed.Reading(port, settings), workload);
    };
  }
}
