package dev.weir.alerting;

import java.time.Duration;
import java.util.List;

/** Delivers notices to one receiver. Called on a thread of its own, so it may wait. */
public interface Notifier {

  /** Name for logs; no two receivers have the same. */
  String name();

  /**
   * Delivers all of them or none; may see a notice again after a restart. Waits for a bounded time
   * only.
   *
   * @param attempt how many times it was tried with the first of them, this time included
   */
  Delivery deliver(List<Notice> notices, int attempt) throws InterruptedException;

  /** What came of a delivery. */
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
  }
}
