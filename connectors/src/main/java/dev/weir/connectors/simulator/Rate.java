package dev.weir.connectors.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets through so many records a second, and no more than a tenth of a second's worth at once. */
final class Rate {

  private static final double BURST_SECONDS = 0.1;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private long from;
  private double allowed;

  /** Records from now on. */
  Rate(double perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.from = nanoTime.getAsLong();
  }

  /** How many records may go now, up to {@code limit}; waits for the first at most this long. */
  long take(int limit, Duration patience) throws InterruptedException {
    if (perSecond == Double.POSITIVE_INFINITY) {
      return limit;
    }
    refill();
    if (allowed < 1) {
      long wait = (long) Math.ceil((1 - allowed) / perSecond * NANOS);
      TimeUnit.NANOSECONDS.sleep(Math.min(wait, patience.toNanos()));
      refill();
    }
    long taken = (long) Math.min(limit, Math.floor(allowed));
    allowed -= taken;
    return taken;
  }

  private void refill() {
    long now = nanoTime.getAsLong();
    allowed += (now - from) / NANOS * perSecond;
    allowed = Math.min(allowed, Math.max(1, BURST_SECONDS * perSecond));
    from = now;
  }
}
