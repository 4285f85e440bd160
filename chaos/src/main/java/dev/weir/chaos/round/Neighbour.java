package dev.weir.chaos.round;

import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.feed.Feed;
import dev.weir.chaos.feed.Producer;
import dev.weir.chaos.feed.Workload;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/** Another source in the process under trial, with records of its own at a quarter of the pace. */
final class Neighbour implements AutoCloseable {

  private static final int SLOWER = 4;

  private final Feed feed;
  private final Workload workload;
  private final Producer producer;

  private Neighbour(Feed feed, Workload workload, Producer producer) {
    this.feed = feed;
    this.workload = workload;
    this.producer = producer;
  }

  /**
   * Starts to write records.
   *
   * @param main records of the source beside which it is
   * @param perSecond records of that source
   */
  static Neighbour start(FeedFactory feeds, Workspace place, Workload main, int perSecond)
      throws Exception {
    Workload workload = new Workload(main.seed() + 1, Workload.Kind.STEADY, Workload.Side.BESIDE);
    Feed feed = feeds.open(place, workload);
    return new Neighbour(feed, workload, Producer.start(feed, workload, perSecond / SLOWER));
  }

  Feed feed() {
    return feed;
  }

  boolean keepsPlaces() {
    return feed.keepsPlaces();
  }

  /** No more records and no more failures. */
  void finish() throws Exception {
    producer.finish();
    feed.calm();
  }

  /** The times of its records. */
  BitSet times() {
    return workload.times(feed.ledger().records());
  }

  /** The entry for the oracle. */
  String oracle(Detections disturbed) throws Exception {
    return feed.oracle(feed.ledger().records(), disturbed);
  }

  /**
   * Checks that the source beside it did not fail: it goes back only if another makes it.
   *
   * @param pipeline of the source beside it
   * @return what was broken; empty if nothing was
   */
  static Optional<String> rewind(String pipeline, WeirProcess process) throws IOException {
    return process
        .said()
        .lines()
        .filter(line -> line.contains("source '%s' goes back".formatted(pipeline)))
        .findFirst()
        .map(line -> "the failure of another source reached it: " + line);
  }

  @Override
  public void close() {
    producer.close();
    feed.close();
  }
}
