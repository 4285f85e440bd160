package dev.weir.engine.pipeline;

import dev.weir.engine.StreamTimes;
import dev.weir.engine.state.WorkerSeries;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SilenceTracker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Looks out for those of one worker's series that fall silent. One owner.
 *
 * <p>Silence goes by the rows of the stream alone: it does not wait where a series waits for a fit.
 *
 * <p>Each watched series stands in a queue, under the deadline it had when it was put there. A
 * record moves the deadline on; that the place in the queue is out of date is found out when its
 * turn comes, and the series is put back. So a record costs a few comparisons, and a series one
 * move in the queue for as long as it may be silent. Where a deadline comes nearer the series gets
 * another place, and the one before is void.
 */
final class SilenceWatch {

  private record Place(long deadline, WorkerSeries state, SilenceTracker silence) {}

  private final PriorityQueue<Place> queue =
      new PriorityQueue<>(Comparator.comparingLong(Place::deadline));
  private final List<Place> looked = new ArrayList<>();

  /** Begins to watch a series that was restored. */
  void add(WorkerSeries state) {
    state.silence().filter(SilenceTracker::isWatched).ifPresent(silence -> enqueue(state, silence));
  }

  /** A series spoke at rows {@code order[from..to)} of the slot. */
  void spoke(WorkerSeries state, Slot slot, int from, int to, List<SeriesEvent> events) {
    Optional<SilenceTracker> tracked = state.silence();
    if (tracked.isEmpty()) {
      return;
    }
    SilenceTracker silence = tracked.get();
    StreamTimes streamTimes = slot.streamTimes();
    int searched = 0;
    for (int k = from; k < to; k++) {
      int row = slot.order[k];
      search(silence, slot, searched, row, events);
      silence.speak(slot.batch, row, streamTimes.before(row), streamTimes.at(row), events);
      searched = row + 1;
    }
    state.heard(slot.number(), searched);
    if (silence.isWatched() && silence.deadline() < state.queuedAt()) {
      enqueue(state, silence);
    }
  }

  /**
   * All that spoke in the slot have been heard: finds who fell silent.
   *
   * @param changes receives a series before its state changes
   */
  void pass(Slot slot, List<SeriesEvent> events, Consumer<WorkerSeries> changes) {
    StreamTimes streamTimes = slot.streamTimes();
    for (Place place = queue.peek();
        place != null && place.deadline() < streamTimes.latest();
        place = queue.peek()) {
      queue.remove();
      WorkerSeries state = place.state();
      SilenceTracker silence = place.silence();
      if (place.deadline() != state.queuedAt()) {
        continue;
      }
      if (silence.isWatched() && silence.deadline() < streamTimes.latest()) {
        changes.accept(state);
        search(silence, slot, state.heardTo(slot.number()), streamTimes.rows(), events);
      }
      state.queuedAt(WorkerSeries.NOT_QUEUED);
      if (silence.isWatched()) {
        looked.add(place);
      }
    }
    looked.forEach(place -> enqueue(place.state(), place.silence()));
    looked.clear();
  }

  private void enqueue(WorkerSeries state, SilenceTracker silence) {
    queue.add(new Place(silence.deadline(), state, silence));
    state.queuedAt(silence.deadline());
  }

  /** Looks for a row, of others, at which the series falls silent. */
  private static void search(
      SilenceTracker silence, Slot slot, int from, int to, List<SeriesEvent> events) {
    StreamTimes streamTimes = slot.streamTimes();
    int row = from;
    while (silence.isWatched()) {
      row = streamTimes.firstLater(silence.deadline(), row, to);
      if (row >= to) {
        return;
      }
      silence.pass(slot.batch, row, streamTimes.before(row), streamTimes.at(row), events);
      row++;
    }
  }
}
