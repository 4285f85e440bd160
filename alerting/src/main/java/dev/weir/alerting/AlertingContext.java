package dev.weir.alerting;

import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.health.Health;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Clocks, threads and listeners that alerting is given.
 *
 * @param health receives the health of a component; called on any thread
 * @param pause waits between attempts
 * @param alarm runs something later
 * @param nanoTime the clock that measures
 * @param clock the wall clock: for silences, time intervals and the time of a notification
 * @param random numbers from 0 to 1, which spread attempts
 * @param threads threads that may wait
 */
public record AlertingContext(
    Monitor monitor,
    BiConsumer<String, Health> health,
    Pause pause,
    Alarm alarm,
    LongSupplier nanoTime,
    InstantSource clock,
    DoubleSupplier random,
    ThreadFactory threads) {

  /** Runs something once, after a while, on any thread. */
  @FunctionalInterface
  public interface Alarm {
    void set(Duration after, Runnable action);
  }

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }
}
