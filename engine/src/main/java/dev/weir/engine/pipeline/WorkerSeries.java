package dev.weir.engine.pipeline;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.series.Series;
import dev.weir.series.SeriesProcessor;
import dev.weir.series.SeriesRules;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A series together with what its worker tracks about it: its place in the snapshots and in the
 * queue of the {@link SilenceWatch}. One owner.
 */
final class WorkerSeries extends SeriesProcessor {

  private static final int SILENCE = 1_024;

  /** The last barrier whose snapshot holds the series, or needs no entry for it. */
  private int savedAt;

  private long queuedAt = SilenceWatch.NOT_QUEUED;

  /** The last slot with a record of the series, and the row behind its last one there. */
  private long heardIn;

  private int heardTo;

  /** A series without a past. */
  WorkerSeries(Series series, SeriesRules rules) {
    super(series, rules);
  }

  /** A series that goes on from a state. */
  WorkerSeries(Series series, SeriesRules rules, StateReader in) {
    super(series, rules, in);
  }

  int savedAt() {
    return savedAt;
  }

  void savedAt(int barrier) {
    savedAt = barrier;
  }

  /** The deadline under which it stands in the queue of the silence watch. */
  long queuedAt() {
    return queuedAt;
  }

  void queuedAt(long deadline) {
    queuedAt = deadline;
  }

  /** It had a record in a slot, the last one before row {@code upTo}. */
  void heard(long slot, int upTo) {
    heardIn = slot;
    heardTo = upTo;
  }

  /** The row behind its last one in a slot; 0 if it has none there. */
  int heardTo(long slot) {
    return heardIn == slot ? heardTo : 0;
  }

  /** The part of its state that is about silence, as it is now; empty if it is not watched. */
  Optional<ByteBuffer> silenceState() {
    return silence()
        .map(tracker -> {
          StateWriter out = new StateWriter(SILENCE);
          tracker.write(out);
          return out.written();
        });
  }
}
