package dev.weir.alerting;

/**
 * Holds a receiver and the terms of its deliveries.
 *
 * @param admission which notices are delivered
 * @param queueSize notices that may wait for it
 * @param atOnce most notices in one delivery
 * @param logBackoff most notices that may be delivered a second time after a crash
 */
public record Subscription(
    Notifier notifier,
    Admission admission,
    int queueSize,
    WhenFull whenFull,
    int atOnce,
    int logBackoff)
    implements Destination.Starter {

  /** Says what a further notice does to a full queue. */
  public enum WhenFull {
    /** The sender waits. */
    BLOCK,
    /** The oldest notice is dropped. */
    DROP_OLDEST
  }

  public Subscription {
    if (queueSize < 1 || atOnce < 1 || logBackoff < 1) {
      throw new IllegalArgumentException(
          "a queue size, a delivery size and a log interval must be at least 1");
    }
  }

  @Override
  public Destination start(Destination.Setting setting) {
    return Receiver.start(this, setting);
  }
}
