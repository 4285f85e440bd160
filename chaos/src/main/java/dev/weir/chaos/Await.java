package dev.weir.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, with a bound: the trials run in real time. */
final class Await {

  private static final Duration LOOK = Duration.ofMillis(10);

  private Await() {}

  /** Something that is true now, or not yet. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns once it holds; fails if it does not within the patience. */
  static void until(String what, Duration patience, Condition condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("%s: not within %d s".formatted(what, patience.toSeconds()));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
