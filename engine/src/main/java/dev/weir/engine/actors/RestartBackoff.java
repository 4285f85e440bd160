package dev.weir.engine.actors;

import java.time.Duration;

/**
 * Computes the wait before each restart, which doubles from 100 ms to 10 s, until {@link #reset}.
 * One owner.
 */
public final class RestartBackoff {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private Duration next = FIRST;

  /** Returns how long to wait now, and doubles the next wait. */
  public Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return now;
  }

  /** The next wait is the shortest again. */
  public void reset() {
    next = FIRST;
  }
}
