package dev.weir.alerting.outbox;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Outbox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Knows the notices it has seen lately; what waits in it is lost with the process. */
public final class MemoryOutbox implements Outbox {

  private final KnownIds known;
  private long next;

  /**
   * An empty outbox.
   *
   * @param remembered of how many notices it knows that it has seen them
   */
  public MemoryOutbox(int remembered) {
    this.known = new KnownIds(remembered);
  }

  @Override
  public synchronized List<Entry> append(List<Notice> notices) {
    List<Entry> entries = number(fresh(notices, known), next);
    entries.forEach(entry -> known.add(entry.notice().id()));
    next += entries.size();
    return entries;
  }

  @Override
  public List<Entry> backlog(String receiver) {
    return List.of();
  }

  @Override
  public void settle(String receiver, long upTo) {
    // No notice survives the process, so none is delivered again.
  }

  @Override
  public void close() {
    // Nothing is held open.
  }

  /** Those that are not known, each once. */
  static List<Notice> fresh(List<Notice> notices, KnownIds known) {
    List<Notice> fresh = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Notice notice : notices) {
      if (!known.contains(notice.id()) && seen.add(notice.id())) {
        fresh.add(notice);
      }
    }
    return fresh;
  }

  static List<Entry> number(List<Notice> notices, long first) {
    List<Entry> entries = new ArrayList<>(notices.size());
    for (Notice notice : notices) {
      entries.add(new Entry(first + entries.size(), notice));
    }
    return entries;
  }
}
