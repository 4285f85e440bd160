package dev.weir.alerting.outbox;

import java.util.LinkedHashSet;

/** The ids of the last so many notices. */
final class KnownIds {

  private final int most;
  private final LinkedHashSet<String> ids = new LinkedHashSet<>();

  KnownIds(int most) {
    this.most = most;
  }

  boolean contains(String id) {
    return ids.contains(id);
  }

  void add(String id) {
    ids.add(id);
    if (ids.size() > most) {
      ids.removeFirst();
    }
  }
}
