package dev.weir.engine.pipeline;

import dev.weir.engine.state.SeriesById;
import dev.weir.engine.state.WorkerSeries;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Saves the series of a worker as they were at a barrier, without a stop: some at a time between
 * the slots that follow, and a series that a slot is about to change before that slot. One owner.
 */
final class IncrementalSnapshot {

  /** How many series are saved, and how many numbers looked at, between two messages. */
  private static final int SAVED_AT_ONCE = 256;

  private static final int LOOKED_AT_ONCE = 16 * SAVED_AT_ONCE;

  private final SeriesById series;
  private final LongSupplier nanoTime;
  private final LongConsumer paused;
  private final Runnable continueLater;

  /** Counts the barriers. */
  private int barrier;

  /** The snapshot under way, while some series may have no entry in it. */
  private @Nullable Snapshot saving;

  /** All series with a lower number have an entry. */
  private int savedTo;

  private boolean continues;

  /** Whether the checkpointer took a part since the last tick. */
  private boolean partTaken;

  /** Whether slots no longer wait for the snapshot under way. */
  private boolean impatient;

  /**
   * Saves nothing yet.
   *
   * @param paused receives the nanoseconds for which saving kept records waiting
   * @param continueLater has {@link #continueSaving} called, after the messages that wait
   */
  IncrementalSnapshot(
      SeriesById series, LongSupplier nanoTime, LongConsumer paused, Runnable continueLater) {
    this.series = series;
    this.nanoTime = nanoTime;
    this.paused = paused;
    this.continueLater = continueLater;
  }

  /** Gives up the snapshot under way, if any: another barrier has come. */
  void giveUp() {
    saving = null;
  }

  /** A barrier has come: saves all series in this snapshot. */
  void begin(Snapshot snapshot) {
    barrier++;
    impatient = false;
    saving = snapshot;
    savedTo = 0;
  }

  /** The series needs no entry at this barrier: it is new, or makes the entry later. */
  void exclude(WorkerSeries state) {
    state.savedAt(barrier);
  }

  /** Saves a series that is about to change. */
  void beforeChange(WorkerSeries state) {
    Snapshot snapshot = saving;
    if (snapshot != null) {
      save(state, snapshot);
    }
  }

  /** Saves the series that a share of a slot is about to change. */
  void beforeChange(Slot slot, Slot.Share share) {
    Snapshot snapshot = saving;
    if (snapshot == null) {
      return;
    }
    long begun = nanoTime.getAsLong();
    for (int group = share.firstGroup; group < share.endGroup; group++) {
      WorkerSeries state = series.find(slot.groupSeries[group]);
      if (state != null) {
        save(state, snapshot);
      }
    }
    paused.accept(nanoTime.getAsLong() - begun);
  }

  /** Saves some more series, as asked for through {@code continueLater}. */
  void continueSaving() {
    continues = false;
    saveSome();
  }

  /** Saves some series if the checkpointer keeps up; if not, {@link #taken} goes on. */
  void saveSome() {
    Snapshot snapshot = saving;
    if (snapshot == null || continues || !snapshot.isWanted()) {
      return;
    }
    long begun = nanoTime.getAsLong();
    int saved = 0;
    int end = Math.min(series.end(), savedTo + LOOKED_AT_ONCE);
    while (savedTo < end && saved < SAVED_AT_ONCE) {
      WorkerSeries state = series.find(savedTo++);
      if (state != null && save(state, snapshot)) {
        saved++;
      }
    }
    if (savedTo == series.end()) {
      saving = null;
    } else {
      continues = true;
      continueLater.run();
    }
    paused.accept(nanoTime.getAsLong() - begun);
  }

  private boolean save(WorkerSeries state, Snapshot snapshot) {
    if (state.savedAt() == barrier) {
      return false;
    }
    state.savedAt(barrier);
    snapshot.add(state);
    return true;
  }

  /** The checkpointer has taken a part of a snapshot. */
  void taken(CheckpointJob job) {
    Snapshot snapshot = saving;
    if (snapshot != null && snapshot.job().equals(job)) {
      snapshot.taken();
      partTaken = true;
      saveSome();
    }
  }

  /** Whether slots have to wait, because the checkpointer is behind and memory would fill. */
  boolean mustWait() {
    return saving != null && saving.isTooFast() && !impatient;
  }

  /**
   * Called once a second: slots do not wait for a checkpointer that took nothing since the last
   * call.
   *
   * @param waiting whether slots wait
   */
  void tick(boolean waiting) {
    impatient |= waiting && !partTaken;
    partTaken = false;
  }
}
