package dev.weir.connectors.log;

import java.util.function.LongSupplier;

/** Lets through so many lines a second and counts the rest. Thread-safe. */
public final class LineBudget {

  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private long second;
  private int used;
  private long folded;

  /** So many lines in each second of the clock. */
  public LineBudget(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.second = nanoTime.getAsLong();
  }

  /** Whether a line may go; if not, it is counted. */
  public synchronized boolean take() {
    renew();
    if (used < perSecond) {
      used++;
      return true;
    }
    folded++;
    return false;
  }

  /** How many lines were held back, once, as soon as the second in which that was is over. */
  public synchronized long takeFolded() {
    renew();
    if (used >= perSecond) {
      return 0;
    }
    long taken = folded;
    folded = 0;
    return taken;
  }

  /** Returns the folded lines without a wait. */
  public synchronized long takeAllFolded() {
    long taken = folded;
    folded = 0;
    return taken;
  }

  private void renew() {
    long now = nanoTime.getAsLong();
    if (now - second >= SECOND) {
      second = now;
      used = 0;
    }
  }
}
