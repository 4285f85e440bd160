package dev.weir.chaos.round;

import dev.weir.chaos.feed.Feed;
import dev.weir.chaos.feed.Workload;
import dev.weir.chaos.process.Workspace;

/** Makes the feed of a round. */
@FunctionalInterface
public interface FeedFactory {
  Feed open(Workspace place, Workload workload) throws Exception;
}
