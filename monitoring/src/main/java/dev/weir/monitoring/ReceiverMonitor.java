package dev.weir.monitoring;

import java.util.concurrent.atomic.LongAdder;

/** Counts the notices for one receiver of alerts, in this run. Thread-safe. */
public final class ReceiverMonitor {

  private final String name;
  private final LongAdder delivered = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder suppressed = new LongAdder();
  private volatile long pending;

  ReceiverMonitor(String name) {
    this.name = name;
  }

  /**
   * Holds the counts at one moment.
   *
   * @param pending wait or are being delivered
   * @param repeated were tried again after an attempt that failed; one counts as often as it was
   * @param rejected were refused by the receiver, and kept in the file of rejected notices
   * @param dropped were given up for newer ones
   */
  public record Counts(
      String receiver, long pending, long delivered, long repeated, long rejected, long dropped) {}

  public Counts counts() {
    return new Counts(
        name, pending, delivered.sum(), repeated.sum(), rejected.sum(), dropped.sum());
  }

  public void pending(long count) {
    pending = count;
  }

  public void delivered(long count) {
    delivered.add(count);
  }

  public void repeated(long count) {
    repeated.add(count);
  }

  public void rejected(long count) {
    rejected.add(count);
  }

  public void suppressed(long count) {
    suppressed.add(count);
  }

  /** Notices that a silence, an inhibition or a time interval muted. */
  public long suppressed() {
    return suppressed.sum();
  }

  public void dropped(long count) {
    dropped.add(count);
  }
}
