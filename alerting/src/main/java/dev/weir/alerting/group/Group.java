package dev.weir.alerting.group;

import dev.weir.alerting.route.GroupTerms;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Alerts that are notified together. Times with {@code Nanos} are of a clock that measures. */
final class Group {

  final String key;
  final Map<String, String> labels;
  final GroupTerms terms;
  final Instant began;
  final Map<String, Member> members = new LinkedHashMap<>();

  /** How many notifications it had. */
  long number;

  /** Whether it had one: until then it waits for further alerts. */
  boolean flushed;

  long dueNanos;
  long repeatNanos;
  Optional<Instant> reportedAt = Optional.empty();

  Group(String key, Map<String, String> labels, GroupTerms terms, Instant began, long dueNanos) {
    this.key = key;
    this.labels = labels;
    this.terms = terms;
    this.began = began;
    this.dueNanos = dueNanos;
    this.repeatNanos = dueNanos;
  }

  long open() {
    return members.values().stream().filter(member -> !member.isResolved()).count();
  }

  boolean hasPending() {
    return members.values().stream().anyMatch(member -> !member.pending().isEmpty());
  }
}
