package dev.weir.alerting.group;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Outbox.Entry;
import dev.weir.alerting.route.Route;
import dev.weir.alerting.route.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The groups of one receiver: which notification is due when, and what is settled. Both clocks are
 * arguments: nanoseconds of one that measures, and the wall clock. For one thread.
 *
 * <p>A group is notified {@code group_wait} after its first alert, then every {@code
 * group_interval} if something changed, and every {@code repeat_interval} while alerts are open. A
 * notification holds every transition since the one before.
 */
final class Groups {

  private final String receiver;
  private final Routing routing;
  private final Mutes mutes;
  private final Duration keepResolved;
  private final Map<String, Group> groups = new LinkedHashMap<>();

  /** Entries that are neither delivered nor given up, each with the number of groups it is in. */
  private final TreeMap<Long, Integer> unsettled = new TreeMap<>();

  private long behindLast;
  private long suppressed;

  /**
   * No groups yet.
   *
   * @param keepResolved how long an alert is repeated as resolved after its end
   */
  Groups(String receiver, Routing routing, Mutes mutes, Duration keepResolved) {
    this.receiver = receiver;
    this.routing = routing;
    this.mutes = mutes;
    this.keepResolved = keepResolved;
  }

  // ---- What comes in.

  /** Takes an entry of the outbox; numbers grow. */
  void accept(Entry entry, long now, Instant wall) {
    behindLast = Math.max(behindLast, entry.number() + 1);
    Notice notice = entry.notice();
    Set<Group> targets = new LinkedHashSet<>();
    for (Route route : routing.find(receiver, notice)) {
      targets.add(group(route, notice, now, wall));
    }
    if (notice.kind() == Notice.Kind.RESOLVED) {
      // Its severity or its labels may have led elsewhere when it was opened.
      groups.values().stream()
          .filter(group -> group.members.containsKey(notice.alert().id()))
          .forEach(targets::add);
    }
    for (Group group : targets) {
      add(group, entry, now);
    }
  }

  private Group group(Route route, Notice notice, long now, Instant began) {
    Map<String, String> labels = route.terms().groupOf(routing.labels(notice.alert()));
    String key = route.path() + ":" + new TreeMap<>(labels);
    return groups.computeIfAbsent(
        key,
        k -> new Group(k, labels, route.terms(), began, now + route.terms().groupWait().toNanos()));
  }

  private void add(Group group, Entry entry, long now) {
    Notice notice = entry.notice();
    Member member = group.members.computeIfAbsent(notice.alert().id(), id -> new Member(notice));
    if (member.isReported() && member.pending().isEmpty() && member.latest().equals(notice)) {
      // Delivered before a crash, and not settled then.
      return;
    }
    member.add(entry);
    unsettled.merge(entry.number(), 1, Integer::sum);
    if (group.flushed && group.terms.groupInterval().isZero()) {
      group.dueNanos = Math.min(group.dueNanos, now);
    }
  }

  // ---- What goes out.

  /** When the next notification may be due; empty if there is no group. */
  OptionalLong nextDue() {
    return groups.values().stream().mapToLong(group -> group.dueNanos).min();
  }

  /** The notification that is due first, if one is due; must be answered before the next call. */
  Optional<Flush> next(long now, Instant wall, boolean hurry) {
    List<Group> due =
        groups.values().stream()
            .filter(group -> group.dueNanos - now <= 0 || (hurry && group.hasPending()))
            .sorted(Comparator.comparingLong(group -> group.dueNanos))
            .toList();
    for (Group group : due) {
      Optional<Flush> flush = flush(group, now, wall);
      if (flush.isPresent()) {
        return flush;
      }
    }
    return Optional.empty();
  }

  private Optional<Flush> flush(Group group, long now, Instant wall) {
    forgetResolved(group, wall);
    Optional<String> groupMuted = group.terms.mutedBy(wall);
    List<Entry> changes = new ArrayList<>();
    List<Member> reported = new ArrayList<>();
    List<Notice> late = new ArrayList<>();
    Iterator<Member> members = group.members.values().iterator();
    while (members.hasNext()) {
      Member member = members.next();
      boolean endOfReported = member.isReported() && member.isResolved();
      if (!endOfReported && isMuted(member, groupMuted, wall)) {
        suppressed += member.pending().size();
        giveUp(member.pending());
        if (member.isResolved()) {
          members.remove();
        }
        continue;
      }
      if (!group.terms.sendResolved() && member.isResolved()) {
        giveUp(member.pending());
        members.remove();
        continue;
      }
      if (!member.pending().isEmpty()) {
        changes.addAll(member.pending());
        reported.add(member);
      } else if (!member.isReported()) {
        // It was muted so far.
        late.add(member.latest());
        reported.add(member);
      }
    }
    if (reported.isEmpty()) {
      return repetition(group, now, wall);
    }
    changes.sort(Comparator.comparingLong(Entry::number));
    List<Notice> notices = new ArrayList<>(late);
    changes.forEach(entry -> notices.add(entry.notice()));
    return Optional.of(
        new Flush(
            group,
            notification(group, Notification.Reason.CHANGE, notices, wall),
            changes,
            reported));
  }

  private boolean isMuted(Member member, Optional<String> groupMuted, Instant wall) {
    return groupMuted.isPresent()
        || mutes
            .suppressedBy(member.latest().alert(), routing.labels(member.latest().alert()), wall)
            .isPresent();
  }

  private Optional<Flush> repetition(Group group, long now, Instant wall) {
    List<Member> members =
        group.members.values().stream()
            .filter(Member::isReported)
            .filter(member -> !mutes.isAcknowledged(member.latest().alert()))
            .filter(member -> !isMuted(member, group.terms.mutedBy(wall), wall))
            .toList();
    if (group.members.isEmpty()) {
      groups.remove(group.key);
      return Optional.empty();
    }
    if (members.isEmpty() || group.repeatNanos - now > 0) {
      group.dueNanos = nextTick(group, now);
      return Optional.empty();
    }
    List<Notice> notices = members.stream().map(Member::latest).toList();
    return Optional.of(
        new Flush(
            group,
            notification(group, Notification.Reason.REPEAT, notices, wall),
            List.of(),
            members));
  }

  private static Notification notification(
      Group group, Notification.Reason reason, List<Notice> notices, Instant wall) {
    return new Notification(
        group.key,
        group.labels,
        group.number,
        reason,
        notices,
        (int) group.open(),
        group.began,
        wall);
  }

  private static long nextTick(Group group, long now) {
    Duration interval = group.terms.groupInterval();
    if (!interval.isZero()) {
      return now + interval.toNanos();
    }
    long repeat = now + group.terms.repeatInterval().toNanos();
    return group.repeatNanos - now > 0 ? Math.min(group.repeatNanos, repeat) : repeat;
  }

  // ---- What became of it.

  /** The notification was delivered, or refused for ever: what it holds is settled. */
  void done(Flush flush, long now, Instant wall) {
    Group group = flush.group();
    Set<Long> delivered = new HashSet<>();
    flush.entries().forEach(entry -> delivered.add(entry.number()));
    for (Member member : flush.members()) {
      member.pending().removeIf(entry -> delivered.contains(entry.number()));
      if (member.pending().isEmpty()) {
        member.report(wall);
      }
    }
    flush.entries().forEach(this::settle);
    group
        .members
        .values()
        .removeIf(
            member -> member.isResolved() && member.pending().isEmpty() && keepResolved.isZero());
    group.number++;
    group.flushed = true;
    group.reportedAt = Optional.of(wall);
    boolean keepsRepeating =
        !keepResolved.isZero()
            && group.number > 1
            && flush.notification().reason() == Notification.Reason.CHANGE;
    if (!keepsRepeating) {
      group.repeatNanos = now + group.terms.repeatInterval().toNanos();
    }
    group.dueNanos =
        group.terms.groupInterval().isZero() && group.hasPending() ? now : nextTick(group, now);
    if (group.members.isEmpty()) {
      groups.remove(group.key);
    }
  }

  private void forgetResolved(Group group, Instant wall) {
    group
        .members
        .values()
        .removeIf(member ->
            member.pending().isEmpty()
                && member
                    .resolvedAt()
                    .map(at -> !wall.isBefore(at.plus(keepResolved)))
                    .orElse(false));
  }

  private void giveUp(List<Entry> entries) {
    entries.forEach(this::settle);
    entries.clear();
  }

  private void settle(Entry entry) {
    unsettled.computeIfPresent(entry.number(), (number, groups) -> groups == 1 ? null : groups - 1);
  }

  /** Gives up the oldest entries until at most so many wait; returns how many it gave up. */
  int dropOldest(int most) {
    int dropped = 0;
    while (unsettled.size() > most) {
      long oldest = unsettled.firstKey();
      for (Group group : groups.values()) {
        for (Member member : group.members.values()) {
          member.pending().removeIf(entry -> entry.number() == oldest);
        }
      }
      unsettled.remove(oldest);
      dropped++;
    }
    return dropped;
  }

  // ---- How far it is.

  /** Everything before this number is delivered, given up, or for other receivers. */
  long settled() {
    return unsettled.isEmpty() ? behindLast : unsettled.firstKey();
  }

  /** Entries that wait. */
  int waiting() {
    return unsettled.size();
  }

  /** Notices that were muted since the last call. */
  long takeSuppressed() {
    long count = suppressed;
    suppressed = 0;
    return count;
  }

  List<Group> all() {
    return List.copyOf(groups.values());
  }

  /** Brings back a group of an earlier process; where no route leads now, it is forgotten. */
  void restore(GroupBytes.SavedGroup saved, long now, Instant wall) {
    for (GroupBytes.SavedMember member : saved.members()) {
      for (Route route : routing.find(receiver, member.notice())) {
        Group group = group(route, member.notice(), now, saved.began());
        if (group.key.equals(saved.key())) {
          group.members.put(
              member.notice().alert().id(),
              new Member(member.notice(), member.reported(), member.resolvedAt()));
          group.number = saved.number();
          group.flushed = saved.reportedAt().isPresent();
          group.reportedAt = saved.reportedAt();
          long left =
              saved
                  .reportedAt()
                  .map(
                      at -> Duration.between(wall, at.plus(group.terms.repeatInterval())).toNanos())
                  .orElse(0L);
          // A receiver that is kept up to date may have forgotten everything meanwhile.
          group.repeatNanos =
              keepResolved.isZero()
                  ? now + Math.clamp(left, 0L, group.terms.repeatInterval().toNanos())
                  : now;
        }
      }
    }
    groups.values().removeIf(group -> group.members.isEmpty());
  }
}
