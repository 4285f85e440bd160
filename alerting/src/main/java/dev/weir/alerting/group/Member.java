package dev.weir.alerting.group;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Outbox.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One alert of a group: its last notice, what is not reported yet, and whether it was reported. */
final class Member {

  private final List<Entry> pending = new ArrayList<>();
  private Notice latest;
  private boolean reported;
  private Optional<Instant> resolvedAt = Optional.empty();

  Member(Notice latest) {
    this.latest = latest;
  }

  Member(Notice latest, boolean reported, Optional<Instant> resolvedAt) {
    this.latest = latest;
    this.reported = reported;
    this.resolvedAt = resolvedAt;
  }

  void add(Entry entry) {
    pending.add(entry);
    latest = entry.notice();
  }

  Notice latest() {
    return latest;
  }

  /** Entries that are neither delivered nor given up, in order. */
  List<Entry> pending() {
    return pending;
  }

  boolean isResolved() {
    return latest.kind() == Notice.Kind.RESOLVED;
  }

  boolean isReported() {
    return reported;
  }

  void report(Instant at) {
    reported = true;
    if (isResolved() && resolvedAt.isEmpty()) {
      resolvedAt = Optional.of(at);
    }
  }

  /** When its end was reported. */
  Optional<Instant> resolvedAt() {
    return resolvedAt;
  }
}
