package dev.weir.chaos.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, with a bound: the trials run in real time. */
public final class Await {

  private static final Duration LOOK = Duration.ofMillis(10);

  /** A longer time between two looks is one in which this process itself was held up. */
  private static final long LONGEST_LOOK_NANOS = 1_000_000_000;

  private Await() {}

  /** Something that is true now, or not yet. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns once it holds; fails if it does not within the patience. */
  public static void until(String what, Duration patience, Condition condition) throws Exception {
    long waited = 0;
    long looked = System.nanoTime();
    while (!condition.holds()) {
      LockSupport.parkNanos(LOOK.toNanos());
      long now = System.nanoTime();
      waited += Math.min(now - looked, LONGEST_LOOK_NANOS);
      looked = now;
      if (waited > patience.toNanos()) {
        throw new AssertionError("%s: not within %d s".formatted(what, patience.toSeconds()));
      }
    }
  }
}
