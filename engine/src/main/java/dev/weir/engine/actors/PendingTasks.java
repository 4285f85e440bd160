package dev.weir.engine.actors;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The fits, or the drift checks, that a worker wants: a few requested at once, the others queued
 * here. A request that stays unanswered is repeated. An answer closes only the request that it
 * belongs to: after a repetition the same answer may come twice, the second time when the next
 * request of that series is open.
 *
 * @param <S> a series
 */
public final class PendingTasks<S> {

  /** Returned by {@code request} if the series wants nothing any more. */
  public static final long NOT_WANTED = -1;

  /**
   * An open request.
   *
   * @param at record of the series that identifies the task
   * @param ticks since it was last sent
   */
  private record Request(long at, int ticks) {}

  private final int limit;
  private final int patience;
  private final ToLongFunction<S> request;
  private final LinkedHashSet<S> queue = new LinkedHashSet<>();
  private final Map<S, Request> open = new LinkedHashMap<>();

  /**
   * Requests nothing yet.
   *
   * @param limit how many requests may be open at once, at least 1
   * @param patience after how many ticks a request is repeated
   * @param request sends the request of a series; returns the record that identifies the task, or
   *     {@link #NOT_WANTED}
   */
  public PendingTasks(int limit, int patience, ToLongFunction<S> request) {
    this.limit = limit;
    this.patience = patience;
    this.request = request;
  }

  /** Requests the task of a series, unless it is requested or queued. */
  public void want(S series) {
    if (!open.containsKey(series)) {
      queue.add(series);
      sendMore();
    }
  }

  /** Closes the request for the task at record {@code at} of the series, if that is open. */
  public void answered(S series, long at) {
    Request known = open.get(series);
    if (known != null && known.at() == at) {
      open.remove(series);
      sendMore();
    }
  }

  /** Called once a second. */
  public void tick() {
    new LinkedHashMap<>(open)
        .forEach((series, known) -> {
          if (known.ticks() < patience) {
            open.put(series, new Request(known.at(), known.ticks() + 1));
          } else {
            send(series);
          }
        });
    sendMore();
  }

  private void send(S series) {
    long at = request.applyAsLong(series);
    if (at == NOT_WANTED) {
      open.remove(series);
    } else {
      open.put(series, new Request(at, 0));
    }
  }

  private void sendMore() {
    while (open.size() < limit && !queue.isEmpty()) {
      send(queue.removeFirst());
    }
  }
}
