package dev.weir.alerting.http;

import java.time.Duration;

/**
 * Keeps a server that fails again and again from costing a timeout at each call. It opens after
 * three failures in a row, lets one call through after 30 seconds, and closes at the first success.
 * Not thread-safe. Times are nanoseconds of a clock that measures.
 */
public final class Breaker {

  private static final int FAILURES = 3;
  private static final long PAUSE = Duration.ofSeconds(30).toNanos();

  private int failures;
  private long closedUntil;

  /** Whether a call may be made now. */
  public boolean allows(long now) {
    return failures < FAILURES || now - closedUntil >= 0;
  }

  /** The call succeeded. */
  public void succeeded() {
    failures = 0;
  }

  /** The call failed. */
  public void failed(long now) {
    failures++;
    closedUntil = now + PAUSE;
  }
}
