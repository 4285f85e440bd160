package dev.weir.alerting;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The content of one delivery. A retry has the same content.
 *
 * @param group stable name of the group; empty if notices are delivered one by one
 * @param labels of the group: those that its route groups by
 * @param number how many notifications the group had before
 * @param reason why it is sent
 * @param notices what is reported, oldest first: transitions, or, of a repetition, the last notice
 *     of each alert
 * @param open how many alerts of the group are open now
 * @param began wall-clock time at which the group began; with its name, the identity of the group
 * @param at wall-clock time at which it was made
 */
public record Notification(
    String group,
    Map<String, String> labels,
    long number,
    Reason reason,
    List<Notice> notices,
    int open,
    Instant began,
    Instant at) {

  /** Why a notification is sent. */
  public enum Reason {
    /** Something changed that was not reported before. */
    CHANGE,
    /** The repeat interval is over, and alerts are still open. */
    REPEAT
  }

  public Notification {
    labels = Map.copyOf(labels);
    notices = List.copyOf(notices);
  }

  /** Notices that are delivered as they come, without a group. */
  public static Notification ungrouped(List<Notice> notices) {
    return ungrouped(notices, Instant.EPOCH);
  }

  /** Notices that are delivered at a wall-clock time, without a group. */
  public static Notification ungrouped(List<Notice> notices, Instant at) {
    Set<String> open = new HashSet<>();
    for (Notice notice : notices) {
      if (notice.kind() == Notice.Kind.RESOLVED) {
        open.remove(notice.alert().id());
      } else {
        open.add(notice.alert().id());
      }
    }
    return new Notification("", Map.of(), 0, Reason.CHANGE, notices, open.size(), at, at);
  }

  /** Whether the notices belong to a group. */
  public boolean isGrouped() {
    return !group.isEmpty();
  }

  /** Whether no alert of the group is open. */
  public boolean isResolved() {
    return open == 0;
  }

  /** The highest severity among its notices. */
  public Alert.Severity severity() {
    return notices.stream()
        .map(notice -> notice.alert().severity())
        .reduce(Alert.Severity.INFO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }
}
