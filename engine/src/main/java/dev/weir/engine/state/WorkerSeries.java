package dev.weir.engine.state;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.series.Series;
import dev.weir.series.SeriesProcessor;
import dev.weir.series.SeriesRules;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A series, with its place in the snapshots of its worker and in the queue of those that may fall
 * silent. One owner: the worker.
 */
public final class WorkerSeries extends SeriesProcessor {

  /** The deadline of a series that stands in no queue. */
  public static final long NOT_QUEUED = Long.MAX_VALUE;

  private static final int SILENCE = 1_024;

  /** The last barrier whose snapshot holds the series, or needs no entry for it. */
  private int savedAt;

  private long queuedAt = NOT_QUEUED;

  /** The last slot with a record of the series, and the row behind its last one there. */
  private long heardIn;

  private int heardTo;

  /** A series without records. */
  public WorkerSeries(Series series, SeriesRules rules) {
    super(series, rules);
  }

  /**
   * A series restored from the bytes that {@link #write} wrote.
   *
   * @throws dev.weir.detectors.StateMismatchException if they cannot be read
   */
  public WorkerSeries(Series series, SeriesRules rules, StateReader in) {
    super(series, rules, in);
  }

  /** The last barrier whose snapshot holds the series, or needs no entry for it; 0 at first. */
  public int savedAt() {
    return savedAt;
  }

  public void savedAt(int barrier) {
    savedAt = barrier;
  }

  /** Time of the deadline under which it is queued; {@link #NOT_QUEUED} if it is not. */
  public long queuedAt() {
    return queuedAt;
  }

  public void queuedAt(long deadline) {
    queuedAt = deadline;
  }

  /** It had a record in a slot, the last one before row {@code upTo}. */
  public void heard(long slot, int upTo) {
    heardIn = slot;
    heardTo = upTo;
  }

  /** The row behind its last one in a slot; 0 if it has none there. */
  public int heardTo(long slot) {
    return heardIn == slot ? heardTo : 0;
  }

  /** The part of its state that is about silence, as it is now; empty if it is not watched. */
  public Optional<ByteBuffer> silenceState() {
    return silence()
        .map(tracker -> {
          StateWriter out = new StateWriter(SILENCE);
          tracker.write(out);
          return out.written();
        });
  }
}
