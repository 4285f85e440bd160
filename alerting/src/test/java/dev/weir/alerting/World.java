package dev.weir.alerting;

import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.health.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Surroundings made up: waits take no time, and all that is said is kept. */
final class World {

  final Monitor monitor = new Monitor();
  final BlockingQueue<Health> health = new LinkedBlockingQueue<>();
  final List<Duration> waits = new CopyOnWriteArrayList<>();
  final Semaphore waited = new Semaphore(0);
  final AtomicLong nanos = new AtomicLong();
  final Alarms alarms = new Alarms();
  volatile Semaphore gate = new Semaphore(Integer.MAX_VALUE);

  AlertingContext alertingContext() {
    return new AlertingContext(
        monitor,
        (component, state) -> health.add(state),
        wait -> {
          waits.add(wait);
          nanos.addAndGet(wait.toNanos());
          waited.release();
          gate.acquire();
        },
        alarms::add,
        nanos::get,
        () -> java.time.Instant.ofEpochSecond(0, nanos.get()),
        () -> 0.5,
        Thread.ofVirtual().factory());
  }

  /** Actions that wait for their time, which the test says has come. */
  static final class Alarms {
    private final BlockingQueue<Runnable> actions = new LinkedBlockingQueue<>();

    void add(Duration after, Runnable action) {
      actions.add(action);
    }

    void run() {
      for (Runnable next = actions.poll(); next != null; next = actions.poll()) {
        next.run();
      }
    }
  }

  ReceiverMonitor.Counts counts(String receiver) {
    return monitor.receiver(receiver).counts();
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }
}
