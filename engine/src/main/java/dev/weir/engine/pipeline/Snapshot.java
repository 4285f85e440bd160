package dev.weir.engine.pipeline;

import dev.weir.detectors.StateWriter;
import dev.weir.engine.state.SeriesEntry;
import dev.weir.engine.state.WorkerSeries;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The part of one worker in a checkpoint: its series as they are at the barrier, in any order. */
final class Snapshot {

  /** Entries go to the checkpointer in parts of about this size. */
  private static final int PART = 256 << 10;

  /** So many parts may be on their way before the worker writes no more without need. */
  private static final int WANTED_AHEAD = 4;

  /** And so many before it should wait. */
  private static final int MOST_AHEAD = 8;

  private final CheckpointJob job;
  private final ActorRef<Checkpointer.Command> checkpointer;
  private final ActorRef<Worker.Command> worker;
  private final int series;
  private StateWriter entries = new StateWriter(PART);
  private int missing;
  private int partsAhead;

  /** A snapshot of {@code series} series. */
  Snapshot(
      CheckpointJob job,
      int series,
      ActorRef<Checkpointer.Command> checkpointer,
      ActorRef<Worker.Command> worker) {
    this.job = job;
    this.series = series;
    this.missing = series;
    this.checkpointer = checkpointer;
    this.worker = worker;
    finishIfComplete();
  }

  CheckpointJob job() {
    return job;
  }

  /** Writes a series as it is now. */
  void add(WorkerSeries state) {
    add(state, state.silenceState());
  }

  /**
   * Writes a series as it is now, with an earlier state of its silence.
   *
   * @param silence empty if the series is not watched
   */
  void add(WorkerSeries state, Optional<ByteBuffer> silence) {
    int entry = entries.begin();
    SeriesEntry.write(state, silence, entries);
    entries.end(entry);
    if (entries.size() >= PART) {
      send();
    }
    missing--;
    finishIfComplete();
  }

  /** Whether the checkpointer keeps up, so that more may be written in advance. */
  boolean isWanted() {
    return partsAhead < WANTED_AHEAD;
  }

  /** Whether the checkpointer is so far behind that memory fills with what is to be written. */
  boolean isTooFast() {
    return partsAhead >= MOST_AHEAD;
  }

  /** The checkpointer has taken a part. */
  void taken() {
    partsAhead--;
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
      partsAhead++;
      checkpointer.tell(new Checkpointer.Entries(job, part, worker));
      // One entry may have made it grow far beyond a part.
      entries = missing == 0 ? new StateWriter(0) : new StateWriter(PART + (PART >> 3));
    }
  }
}
