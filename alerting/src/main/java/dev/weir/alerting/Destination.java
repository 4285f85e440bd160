package dev.weir.alerting;

import java.util.List;

/** Consumes the outbox: one receiver, with what waits for it. Thread-safe. */
public interface Destination {

  /** Whether senders need not wait for it. */
  boolean hasRoom();

  /** Whether nothing waits that could be delivered soon. */
  boolean isAtRest();

  /** Takes further entries of the outbox, in order. Does not wait. */
  void accept(List<Outbox.Entry> entries);

  /** The service is about to stop: what waits for a time is delivered now. */
  void hurry();

  void stop();

  /** Starts a destination with what the outbox has for it. */
  @FunctionalInterface
  interface Starter {
    Destination start(Setting setting);
  }

  /**
   * The surroundings of a destination.
   *
   * @param changed called, on any thread, whenever there may be room or rest
   */
  record Setting(
      Outbox outbox, RejectedNotices rejected, AlertingContext context, Runnable changed) {}
}
