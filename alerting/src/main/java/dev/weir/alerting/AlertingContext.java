package dev.weir.alerting;

import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.health.Health;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What alerting needs of the world.
 *
 * @param health told how a component is; called on any thread
 * @param pause waits between attempts
 * @param nanoTime the clock that measures
 * @param random numbers from 0 to 1, which spread attempts
 * @param threads threads that may wait
 */
public record AlertingContext(
    Monitor monitor,
    BiConsumer<String, Health> health,
    Pause pause,
    LongSupplier nanoTime,
    DoubleSupplier random,
    ThreadFactory threads) {

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }
}
