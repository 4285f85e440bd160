package dev.weir.chaos.random.feed;

import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.random.drawn.Drawn;
import dev.weir.chaos.random.drawn.DrawnSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The feeds of a configuration. */
public record Feeds(List<DrawnFeed> feeds) {

  /**
   * @param detections the file to which the process under trial writes all detections
   */
  public static Feeds open(Drawn drawn, Path directory, Path detections, RedisServer server)
      throws Exception {
    List<DrawnFeed> feeds = new ArrayList<>();
    for (DrawnSource source : drawn.sources()) {
      feeds.add(
          switch (source.kind()) {
            case FILE, ROTATED -> new DrawnFileFeed(source, directory, detections);
            case FOLDER -> new FolderFeed(source, directory);
            case GZ -> new GzFeed(source, directory);
            case SIMULATOR -> new SimulatorFeed(source);
            case REDIS, REDIS_GROUP -> new StreamFeed(source, server);
          });
    }
    return new Feeds(feeds);
  }

  /** Makes this share of the records of each source available. */
  public void upTo(Drawn drawn, double share, boolean running) throws Exception {
    for (int i = 0; i < feeds.size(); i++) {
      feeds.get(i).upTo((long) (share * drawn.sources().get(i).shape().count()), running);
    }
  }

  public long records() {
    return feeds.stream().mapToLong(DrawnFeed::records).sum();
  }
}
