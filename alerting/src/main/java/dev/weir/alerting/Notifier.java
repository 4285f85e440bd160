package dev.weir.alerting;

import java.time.Duration;
import java.util.List;

/** Delivers notices to one receiver. Called on a thread of its own, so it may wait. */
public interface Notifier {

  /** Name for logs. */
  String name();

  /** Delivers all of them or none; may see a notice again after a restart. */
  Delivery deliver(List<Notice> notices) throws InterruptedException;

  /** What came of a delivery. */
  sealed interface Delivery {

    record Delivered() implements Delivery {}

    /** The receiver could not take them now. */
    record RetryAfter(Duration delay, String reason) implements Delivery {}

    /** The receiver will never take them. */
    record Rejected(String reason) implements Delivery {}
  }
}
