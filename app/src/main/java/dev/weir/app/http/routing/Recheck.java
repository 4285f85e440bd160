package dev.weir.app.http.routing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Says when a file that may have changed is to be read again: at most once a period, and to one of
 * several callers. Thread-safe.
 */
public final class Recheck {

  private final long period;
  private final LongSupplier nanoTime;
  private final AtomicLong last;

  /** The first period begins now. */
  public Recheck(Duration period, LongSupplier nanoTime) {
    this.period = period.toNanos();
    this.nanoTime = nanoTime;
    this.last = new AtomicLong(nanoTime.getAsLong());
  }

  /** Whether the caller is to read the file. */
  public boolean isDue() {
    long before = last.get();
    long now = nanoTime.getAsLong();
    return now - before >= period && last.compareAndSet(before, now);
  }
}
