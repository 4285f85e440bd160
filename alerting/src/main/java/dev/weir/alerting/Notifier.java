package dev.weir.alerting;

import java.time.Duration;
import java.util.List;

/** Delivers notices to one receiver. Called on a thread of its own, so it may wait. */
public interface Notifier {

  /** Name for logs; no two receivers have the same. */
  String name();

  /**
   * Delivers all of its notices or none, unless it says otherwise; may see a notice again after a
   * restart. Waits for a bounded time only.
   *
   * @param attempt how many times it was tried with the first of the notices, this time included
   */
  Delivery deliver(Notification notification, int attempt) throws InterruptedException;

  /** Delivers notices without a group. */
  default Delivery deliver(List<Notice> notices, int attempt) throws InterruptedException {
    return deliver(Notification.ungrouped(notices), attempt);
  }

  /** The shortest time between two deliveries of groups that the receiver allows. */
  default Duration pace() {
    return Duration.ZERO;
  }

  /** Asks the receiver whether it would take notices, and sends none. Waits for a bounded time. */
  Probe probe() throws InterruptedException;

  /** The result of a delivery. */
  sealed interface Delivery {

    record Delivered() implements Delivery {}

    /**
     * The receiver could not take them now.
     *
     * @param delay the least it asked for; zero if it did not
     */
    record RetryAfter(Duration delay, String reason) implements Delivery {}

    /** The receiver will never take them. */
    record Rejected(String reason) implements Delivery {}

    /**
     * The receiver took all but these.
     *
     * @param refused will never be taken; at least one
     */
    record PartlyRejected(List<Notice> refused, String reason) implements Delivery {
      public PartlyRejected {
        refused = List.copyOf(refused);
      }
    }
  }

  /** The result of a probe. */
  sealed interface Probe {

    /** It would take notices, as far as can be known without one. */
    record Ready(String proof) implements Probe {}

    /** It can be reached; whether it would take a notice cannot be asked. */
    record Unproven(String reason) implements Probe {}

    /** It would not take notices. */
    record Failed(String reason) implements Probe {}
  }
}
