package dev.weir.alerting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One receiver's queue, and the thread that empties it. */
final class Receiver {

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");
  private static final int AT_ONCE = 100;

  private final Notifier notifier;
  private final int size;
  private final Runnable room;
  private final BlockingQueue<Notice> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  private Receiver(Notifier notifier, int size, ThreadFactory threads, Runnable room) {
    this.notifier = notifier;
    this.size = size;
    this.room = room;
    this.thread = threads.newThread(this::run);
  }

  /**
   * Delivers what comes.
   *
   * @param room told when the queue has room again
   */
  static Receiver start(Notifier notifier, int size, ThreadFactory threads, Runnable room) {
    Receiver receiver = new Receiver(notifier, size, threads, room);
    receiver.thread.start();
    return receiver;
  }

  boolean hasRoom() {
    return queue.size() < size;
  }

  void tell(List<Notice> notices) {
    queue.addAll(notices);
  }

  void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        List<Notice> notices = new ArrayList<>();
        notices.add(queue.take());
        queue.drainTo(notices, AT_ONCE - 1);
        room.run();
        deliver(notices);
      }
    } catch (InterruptedException e) {
      // Stopped: the thread ends here.
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(List<Notice> notices) throws InterruptedException {
    boolean done = false;
    while (!done) {
      switch (attempt(notices)) {
        case Notifier.Delivery.Delivered() -> done = true;
        case Notifier.Delivery.RetryAfter(var delay, String reason) -> {
          LOG.warn("{} takes no notices now: {}; again in {}", notifier.name(), reason, delay);
          TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        }
        case Notifier.Delivery.Rejected(String reason) -> {
          LOG.error("{} refused {} notices: {}", notifier.name(), notices.size(), reason);
          done = true;
        }
      }
    }
  }

  private Notifier.Delivery attempt(List<Notice> notices) throws InterruptedException {
    try {
      return notifier.deliver(notices);
    } catch (RuntimeException e) {
      return new Notifier.Delivery.Rejected(String.valueOf(e));
    }
  }
}
