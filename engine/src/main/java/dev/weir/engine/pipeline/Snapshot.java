package dev.weir.engine.pipeline;

import dev.weir.detectors.StateWriter;
import java.nio.ByteBuffer;
import org.apache.pekko.actor.typed.ActorRef;

/** What one worker contributes to a checkpoint: its series, written one after the other. */
final class Snapshot {

  /** Entries go to the checkpointer in parts of about this size. */
  private static final int PART = 1 << 20;

  private final CheckpointJob job;
  private final ActorRef<Checkpointer.Command> checkpointer;
  private StateWriter entries = new StateWriter(PART);
  private final int series;
  private int missing;

  /** A snapshot of {@code series} series. */
  Snapshot(CheckpointJob job, int series, ActorRef<Checkpointer.Command> checkpointer) {
    this.job = job;
    this.series = series;
    this.missing = series;
    this.checkpointer = checkpointer;
    finishIfComplete();
  }

  /** Writes a series as it is now. */
  void add(SeriesState state) {
    int entry = entries.begin();
    SeriesEntry.write(state, entries);
    entries.end(entry);
    if (entries.size() >= PART) {
      send();
    }
    missing--;
    finishIfComplete();
  }

  private void finishIfComplete() {
    if (missing == 0) {
      send();
      checkpointer.tell(new Checkpointer.SnapshotTaken(job, series));
    }
  }

  private void send() {
    ByteBuffer part = entries.written();
    if (part.hasRemaining()) {
      checkpointer.tell(new Checkpointer.Entries(job, part));
      entries = new StateWriter(PART);
    }
  }
}
