package dev.weir.alerting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The outbox, its receivers, and the thread that appends. It outlives restarts of the actor, so
 * nothing that waits is forgotten.
 */
final class Deliveries {

  private final Outbox outbox;
  private final List<Destination> receivers = new ArrayList<>();
  private final ExecutorService appender;
  private final List<Notice> unsaved = new ArrayList<>();
  private volatile Runnable changed = () -> {};

  private Deliveries(Outbox outbox, AlertingContext world) {
    this.outbox = outbox;
    this.appender = Executors.newSingleThreadExecutor(world.threads());
  }

  /** Starts to deliver what the outbox has. */
  static Deliveries start(Alerting.Setup setup) {
    Deliveries deliveries = new Deliveries(setup.outbox(), setup.world());
    Destination.Setting setting =
        new Destination.Setting(
            setup.outbox(), setup.rejected(), setup.world(), () -> deliveries.changed.run());
    for (Destination.Starter receiver : setup.receivers()) {
      deliveries.receivers.add(receiver.start(setting));
    }
    return deliveries;
  }

  /** Calls the listener, on any thread, whenever there may be room or nothing is left. */
  void onChange(Runnable listener) {
    changed = listener;
  }

  /** Whether all receivers that make senders wait have room. */
  boolean hasRoom() {
    return receivers.stream().allMatch(Destination::hasRoom);
  }

  /** Whether there is nothing that could be delivered now. */
  boolean isAtRest() {
    return receivers.stream().allMatch(Destination::isAtRest);
  }

  /** The service is about to stop: what waits for a time is delivered now. */
  void hurry() {
    receivers.forEach(Destination::hurry);
  }

  /** Accepts notices that could not be appended: they come first when that is tried again. */
  synchronized void keep(List<Notice> notices) {
    unsaved.addAll(notices);
  }

  /** How many were kept and are not in the outbox yet. */
  synchronized int unsaved() {
    return unsaved.size();
  }

  /**
   * Puts what was kept and these notices in the outbox and in the queues. Called on {@link
   * #appender} only.
   */
  void take(List<Notice> notices) throws IOException {
    List<Notice> all;
    int kept;
    synchronized (this) {
      all = new ArrayList<>(unsaved);
      kept = all.size();
    }
    all.addAll(notices);
    List<Outbox.Entry> entries = outbox.append(all);
    synchronized (this) {
      unsaved.subList(0, kept).clear();
    }
    if (!entries.isEmpty()) {
      receivers.forEach(receiver -> receiver.accept(entries));
    }
  }

  /** The one thread on which the outbox is appended to. */
  Executor appender() {
    return appender;
  }

  void stop() {
    appender.shutdown();
    receivers.forEach(Destination::stop);
  }
}
