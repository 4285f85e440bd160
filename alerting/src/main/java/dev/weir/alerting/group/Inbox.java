package dev.weir.alerting.group;

import dev.weir.alerting.Outbox.Entry;
import java.util.ArrayList;
import java.util.List;

/** Entries on their way to the thread of a receiver, and calls for it to look again. */
final class Inbox {

  private final List<Entry> entries = new ArrayList<>();
  private boolean woken;

  synchronized void add(List<Entry> more) {
    entries.addAll(more);
    notifyAll();
  }

  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Waits for entries or a call. */
  synchronized void await() throws InterruptedException {
    while (entries.isEmpty() && !woken) {
      wait();
    }
  }

  /** Takes the entries that are there, in order; does not wait. */
  synchronized List<Entry> take() {
    woken = false;
    List<Entry> taken = List.copyOf(entries);
    entries.clear();
    return taken;
  }

  synchronized int size() {
    return entries.size();
  }
}
