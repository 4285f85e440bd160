package dev.weir.chaos.round;

import dev.weir.chaos.feed.Checkpoints;
import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.feed.Feed;
import dev.weir.chaos.feed.Placeless;
import dev.weir.chaos.feed.Workload;
import dev.weir.chaos.process.ServiceReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what a process left behind, in words that another process would use as well. */
final class Results {

  private final Path state;
  private final ServiceReport report;
  private final AlertInbox inbox;
  private final Map<Workload.Side, Feed> feeds = new EnumMap<>(Workload.Side.class);
  private final Set<Workload.Side> moved = EnumSet.noneOf(Workload.Side.class);

  /**
   * Of a process that has ended.
   *
   * @param state directory of its checkpoints
   */
  Results(Path state, ServiceReport report, AlertInbox inbox) {
    this.state = state;
    this.report = report;
    this.inbox = inbox;
  }

  /** Says where it read the records of one source. */
  void readBy(Workload.Side side, Feed feed) {
    feeds.put(side, feed);
    if (!feed.keepsPlaces()) {
      moved.add(side);
    }
  }

  /** The result with these detections. */
  Audit.Result of(Detections detections) throws IOException {
    Placeless words = new Placeless(detections, moved);
    StringBuilder hashes = new StringBuilder();
    for (Feed feed : feeds.values()) {
      Checkpoints checkpoints = new Checkpoints(state, feed.pipeline());
      Optional<String> hash =
          feed.keepsPlaces() ? checkpoints.stateHash() : checkpoints.stateHash(words);
      hashes.append(hash.orElse("none")).append(' ');
    }
    return new Audit.Result(
        words.detections(), report, hashes.toString(), inbox, words.notices(inbox.notices()));
  }
}
