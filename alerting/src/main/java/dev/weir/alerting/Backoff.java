package dev.weir.alerting;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Waits between attempts: twice as long each time, from half a second to a minute, and spread so
 * that not all receivers try at the same moment.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final DoubleSupplier random;
  private Duration upTo = FIRST;

  /**
   * The first wait comes next.
   *
   * @param random numbers from 0 to 1
   */
  public Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /** The next wait. */
  public Duration next() {
    long half = upTo.toNanos() / 2;
    upTo = upTo.compareTo(LONGEST.dividedBy(2)) > 0 ? LONGEST : upTo.multipliedBy(2);
    return Duration.ofNanos(half + (long) (random.getAsDouble() * half));
  }
}
