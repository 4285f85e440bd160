package dev.weir.app.http.wire;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The open connections. Where there is no room for another, the oldest one that has not sent a
 * whole request yet makes room: a client that sends its request at once is not kept out by slow
 * ones. Thread-safe.
 */
final class Connections {

  /** One connection; it is the same as no other. */
  static final class Open {
    private final String client;
    private final Runnable close;
    private boolean served;

    private Open(String client, Runnable close) {
      this.client = client;
      this.close = close;
    }
  }

  private final int most;
  private final int mostOfClient;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<Open> waiting = new LinkedHashSet<>();
  private int open;

  /**
   * Limits.
   *
   * @param most connections in all
   * @param mostOfClient connections of one client
   */
  Connections(int most, int mostOfClient) {
    this.most = most;
    this.mostOfClient = mostOfClient;
  }

  /**
   * Adds a connection; empty if it must be closed at once, as every other one has sent a request.
   *
   * @param close closes it, and is followed by {@link #remove}
   */
  Optional<Open> add(String client, Runnable close) {
    Open added = new Open(client, close);
    Optional<Open> victim = Optional.empty();
    synchronized (this) {
      boolean full = counts.getOrDefault(client, 0) >= mostOfClient;
      if (full || open >= most) {
        victim = waiting.stream().filter(other -> !full || other.client.equals(client)).findFirst();
        if (victim.isEmpty()) {
          return Optional.empty();
        }
        remove(victim.get());
      }
      waiting.add(added);
      counts.merge(client, 1, Integer::sum);
      open++;
    }
    victim.ifPresent(other -> other.close.run());
    return Optional.of(added);
  }

  /** A whole head of a request has arrived on the connection. */
  synchronized void served(Open connection) {
    if (!connection.served && waiting.remove(connection)) {
      connection.served = true;
    }
  }

  /** The connection is closed. May be called more than once. */
  synchronized void remove(Open connection) {
    if (waiting.remove(connection) || connection.served) {
      connection.served = false;
      open--;
      counts.computeIfPresent(connection.client, (_, n) -> n == 1 ? null : n - 1);
    }
  }

  /** How many are open. */
  synchronized int count() {
    return open;
  }
}
