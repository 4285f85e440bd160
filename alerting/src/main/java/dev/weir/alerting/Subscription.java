package dev.weir.alerting;

/**
 * A receiver, and the terms on which it is told.
 *
 * @param admission which notices it gets
 * @param queueSize notices that may wait for it
 * @param atOnce most notices in one delivery
 * @param logBackoff most notices that it may be told a second time after a crash
 */
public record Subscription(
    Notifier notifier,
    Admission admission,
    int queueSize,
    WhenFull whenFull,
    int atOnce,
    int logBackoff)
    implements Destination.Starter {

  /** What happens to a notice when so many wait already. */
  public enum WhenFull {
    /** Whoever sends it waits. */
    BLOCK,
    /** The one that waits longest is given up for it. */
    DROP_OLDEST
  }

  public Subscription {
    if (queueSize < 1 || atOnce < 1 || logBackoff < 1) {
      throw new IllegalArgumentException("a receiver is told of at least one notice at a time");
    }
  }

  @Override
  public Destination start(Destination.Setting setting) {
    return Receiver.start(this, setting);
  }
}
