package dev.weir.engine.pipeline;

import dev.weir.engine.query.WorkerSearch;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The steps of a series that waits for the outcome of a task, in order. */
final class WaitingSeries {

  sealed interface Step {}

  /** Take rows {@code order[from..to)} of the slot. */
  record Take(Slot slot, int from, int to) implements Step {}

  /**
   * Stand in the snapshot as you are then.
   *
   * @param silence what was known of its silence at the barrier: that does not wait
   */
  record Mark(Snapshot snapshot, Optional<ByteBuffer> silence) implements Step {}

  /** Answer a question about the series as it is then. */
  record Answer(Worker.Ask ask) implements Step {}

  /** Take part in a search as you are then. */
  record Find(WorkerSearch search) implements Step {}

  private final Deque<Step> steps = new ArrayDeque<>();

  /** A series whose first step is this one. */
  static WaitingSeries from(Step step) {
    WaitingSeries series = new WaitingSeries();
    series.add(step);
    return series;
  }

  void add(Step step) {
    steps.addLast(step);
  }

  /** Puts back what could not be done to the end. */
  void putBack(Step step) {
    steps.addFirst(step);
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  Step next() {
    return steps.removeFirst();
  }
}
