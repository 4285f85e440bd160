package dev.weir.alerting;

import dev.weir.alerting.Outbox.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The notices that wait for one receiver, oldest first, behind those being delivered. Thread-safe;
 * one thread takes.
 */
final class NoticeQueue {

  private final int capacity;
  private final Subscription.WhenFull whenFull;
  private final ArrayDeque<Entry> underWay = new ArrayDeque<>();
  private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
  private long behindLast;
  private boolean skipped;

  NoticeQueue(int capacity, Subscription.WhenFull whenFull) {
    this.capacity = capacity;
    this.whenFull = whenFull;
  }

  /** Whether the queue takes further notices without making their senders wait. */
  synchronized boolean hasRoom() {
    return switch (whenFull) {
      case BLOCK -> size() < capacity;
      case DROP_OLDEST -> true;
    };
  }

  /** Adds them, and returns how many were given up for them. */
  synchronized int add(List<Entry> entries) {
    int dropped = 0;
    for (Entry entry : entries) {
      waiting.add(entry);
      behindLast = Math.max(behindLast, entry.number() + 1);
    }
    if (whenFull == Subscription.WhenFull.DROP_OLDEST) {
      while (size() > capacity && !waiting.isEmpty()) {
        waiting.removeFirst();
        dropped++;
      }
    }
    notifyAll();
    return dropped;
  }

  /** An entry with this number is not for the receiver. */
  synchronized void skip(long number) {
    behindLast = Math.max(behindLast, number + 1);
    skipped = true;
    notifyAll();
  }

  /**
   * Waits for the first, and takes it and what waits behind it, up to so many; returns nothing if
   * entries were skipped and none waits.
   */
  synchronized List<Entry> take(int most) throws InterruptedException {
    while (waiting.isEmpty() && !skipped) {
      wait();
    }
    skipped = false;
    while (underWay.size() < most && !waiting.isEmpty()) {
      underWay.add(waiting.removeFirst());
    }
    return new ArrayList<>(underWay);
  }

  /**
   * Puts back what was taken, and returns how many were given up because others had come meanwhile.
   */
  synchronized int putBack() {
    while (!underWay.isEmpty()) {
      waiting.addFirst(underWay.removeLast());
    }
    return add(List.of());
  }

  /** The notices taken last are settled. */
  synchronized void done() {
    underWay.clear();
  }

  /** The number that everything before is done with or given up. */
  synchronized long settled() {
    if (!underWay.isEmpty()) {
      return underWay.getFirst().number();
    }
    return waiting.isEmpty() ? behindLast : waiting.getFirst().number();
  }

  synchronized int size() {
    return underWay.size() + waiting.size();
  }
}
