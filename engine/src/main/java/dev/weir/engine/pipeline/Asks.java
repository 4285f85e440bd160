package dev.weir.engine.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a worker wants of one helper: a few questions out at once, the others queued here, and those
 * that stay unanswered asked again.
 */
final class Asks {

  private final int limit;
  private final int patience;
  private final Predicate<SeriesState> send;
  private final Deque<SeriesState> queue = new ArrayDeque<>();

  /** Questions that are out, with the ticks since they were last asked. */
  private final Map<SeriesState, Integer> out = new LinkedHashMap<>();

  /**
   * Asks nothing yet.
   *
   * @param limit how many questions may be out at once
   * @param patience after how many ticks a question is asked again
   * @param send asks; false if the question is no longer wanted
   */
  Asks(int limit, int patience, Predicate<SeriesState> send) {
    this.limit = limit;
    this.patience = patience;
    this.send = send;
  }

  void want(SeriesState state) {
    queue.add(state);
    sendMore();
  }

  void answered(SeriesState state) {
    out.remove(state);
    sendMore();
  }

  /** Time goes by. */
  void tick() {
    var questions = out.entrySet().iterator();
    while (questions.hasNext()) {
      Map.Entry<SeriesState, Integer> question = questions.next();
      if (question.getValue() < patience) {
        question.setValue(question.getValue() + 1);
      } else if (send.test(question.getKey())) {
        question.setValue(0);
      } else {
        questions.remove();
      }
    }
    sendMore();
  }

  private void sendMore() {
    while (out.size() < limit && !queue.isEmpty()) {
      SeriesState state = queue.remove();
      if (send.test(state)) {
        out.put(state, 0);
      }
    }
  }
}
