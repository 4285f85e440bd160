package dev.weir.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notice.Kind;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notification.Reason;
import dev.weir.alerting.Outbox.Entry;
import dev.weir.alerting.route.GroupTerms;
import dev.weir.alerting.route.Route;
import dev.weir.alerting.route.Routing;
import dev.weir.alerting.route.TimeInterval;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** When groups are notified, and of what; the clock is turned by hand. */
class GroupsTest {

  private static final Instant START = Instant.parse("2026-11-29T09:00:00Z");
  private static final GroupTerms TERMS = terms(true, List.of());

  private Groups groups = groups(TERMS, Mutes.NONE, Duration.ZERO);
  private final List<String> sent = new ArrayList<>();
  private final Set<String> muted = new TreeSet<>();
  private long second;
  private long number;

  private static GroupTerms terms(boolean sendResolved, List<TimeInterval> mutedTimes) {
    return new GroupTerms(
        List.of("site"),
        Duration.ofSeconds(3),
        Duration.ofSeconds(6),
        Duration.ofSeconds(20),
        Severity.WARNING,
        sendResolved,
        mutedTimes,
        List.of());
  }

  private static Groups groups(GroupTerms terms, Mutes mutes, Duration keepResolved) {
    Route root = new Route("{}", "ops", List.of(), false, terms, List.of());
    return new Groups("ops", new Routing(List.of(root), List.of(), List.of()), mutes, keepResolved);
  }

  /**
   * The timeline of RECEIVERS, run against Alertmanager 0.25: ticks at 3, 9, 15, 21, 27, 33, 39.
   */
  @Test
  void a_group_waits_then_ticks_and_repeats() {
    at(0, "a1", Kind.OPENED);
    at(1, "a2", Kind.OPENED);
    at(8, "a3", Kind.OPENED);
    at(14, "a1", Kind.RESOLVED);
    at(26, "a3", Kind.RESOLVED);
    at(38, "a2", Kind.RESOLVED);
    until(60);

    assertThat(sent)
        .containsExactly(
            "3 CHANGE firing [a1 OPENED, a2 OPENED]",
            "9 CHANGE firing [a3 OPENED]",
            "15 CHANGE firing [a1 RESOLVED]",
            "27 CHANGE firing [a3 RESOLVED]",
            "39 CHANGE resolved [a2 RESOLVED]");
    assertThat(groups.all()).isEmpty();
    assertThat(groups.settled()).isEqualTo(number);
  }

  @Test
  void open_alerts_are_repeated_at_the_first_tick_after_the_repeat_interval() {
    at(0, "a1", Kind.OPENED);
    until(60);

    assertThat(sent)
        .containsExactly(
            "3 CHANGE firing [a1 OPENED]",
            "27 REPEAT firing [a1 OPENED]",
            "51 REPEAT firing [a1 OPENED]");
  }

  @Test
  void every_transition_is_reported_also_of_an_alert_that_ends_while_its_group_waits() {
    at(0, "a1", Kind.OPENED);
    at(1, "a1", Kind.AGAIN);
    at(2, "a1", Kind.RESOLVED);
    until(10);

    assertThat(sent).containsExactly("3 CHANGE resolved [a1 OPENED, a1 AGAIN, a1 RESOLVED]");
  }

  @Test
  void an_alert_below_the_lowest_severity_is_reported_once_it_reaches_it() {
    accept("a1", Kind.OPENED, Severity.INFO);
    until(10);
    assertThat(sent).isEmpty();
    assertThat(groups.settled()).isEqualTo(number);

    accept("a1", Kind.AGAIN, Severity.WARNING);
    accept("a1", Kind.RESOLVED, Severity.WARNING);
    until(20);
    accept("a2", Kind.OPENED, Severity.INFO);
    accept("a2", Kind.RESOLVED, Severity.INFO);
    until(30);

    assertThat(sent).containsExactly("13 CHANGE resolved [a1 AGAIN, a1 RESOLVED]");
  }

  @Test
  void a_muted_alert_is_reported_when_it_is_no_longer_muted() {
    groups = groups(TERMS, mutes(), Duration.ZERO);
    muted.add("a1");
    at(0, "a1", Kind.OPENED);
    until(10);
    assertThat(sent).isEmpty();
    assertThat(groups.settled()).isEqualTo(number);
    assertThat(groups.takeSuppressed()).isEqualTo(1);

    muted.clear();
    until(20);

    assertThat(sent).containsExactly("15 CHANGE firing [a1 OPENED]");
  }

  @Test
  void the_end_of_a_reported_alert_is_reported_although_it_is_muted() {
    groups = groups(TERMS, mutes(), Duration.ZERO);
    at(0, "a1", Kind.OPENED);
    until(5);
    muted.add("a1");
    at(6, "a1", Kind.RESOLVED);
    until(10);

    assertThat(sent)
        .containsExactly("3 CHANGE firing [a1 OPENED]", "9 CHANGE resolved [a1 RESOLVED]");
  }

  @Test
  void an_alert_that_was_muted_from_its_opening_to_its_end_is_never_reported() {
    groups = groups(TERMS, mutes(), Duration.ZERO);
    muted.add("a1");
    at(0, "a1", Kind.OPENED);
    at(5, "a1", Kind.RESOLVED);
    until(20);

    assertThat(sent).isEmpty();
    assertThat(groups.all()).isEmpty();
    assertThat(groups.takeSuppressed()).isEqualTo(2);
  }

  @Test
  void a_time_interval_mutes_the_whole_group() {
    TimeInterval nine =
        new TimeInterval(
            "nine",
            List.of(
                new TimeInterval.Times(
                    java.time.LocalTime.of(9, 0), Optional.of(java.time.LocalTime.of(9, 1)))),
            Set.of(),
            List.of(),
            Set.of(),
            ZoneOffset.UTC);
    groups = groups(terms(true, List.of(nine)), Mutes.NONE, Duration.ZERO);
    at(0, "a1", Kind.OPENED);
    until(70);

    assertThat(sent).containsExactly("63 CHANGE firing [a1 OPENED]");
  }

  @Test
  void ends_are_left_out_where_they_are_not_wanted() {
    groups = groups(terms(false, List.of()), Mutes.NONE, Duration.ZERO);
    at(0, "a1", Kind.OPENED);
    at(5, "a1", Kind.RESOLVED);
    until(30);

    assertThat(sent).containsExactly("3 CHANGE firing [a1 OPENED]");
    assertThat(groups.settled()).isEqualTo(number);
  }

  @Test
  void a_storm_is_one_notification() {
    for (int i = 0; i < 10_000; i++) {
      accept("s" + i, Kind.OPENED, Severity.WARNING);
    }
    List<Notification> notifications = new ArrayList<>();
    second = 3;
    for (Optional<Flush> flush = next(); flush.isPresent(); flush = next()) {
      notifications.add(flush.get().notification());
      groups.done(flush.get(), nanos(), wall());
    }

    assertThat(notifications).hasSize(1);
    assertThat(notifications.getFirst().notices()).hasSize(10_000);
    assertThat(notifications.getFirst().open()).isEqualTo(10_000);
  }

  @Test
  void before_a_stop_groups_do_not_wait() {
    at(0, "a1", Kind.OPENED);

    Optional<Flush> flush = groups.next(nanos(), wall(), true);

    assertThat(flush).isPresent();
    groups.done(flush.get(), nanos(), wall());
    assertThat(groups.next(nanos(), wall(), true)).isEmpty();
  }

  @Test
  void after_a_restart_nothing_is_reported_twice_and_ends_are_reported() throws IOException {
    at(0, "a1", Kind.OPENED);
    at(1, "a2", Kind.OPENED);
    until(5);
    byte[] saved = GroupBytes.of(groups.all());

    groups = groups(TERMS, Mutes.NONE, Duration.ZERO);
    restore(saved);
    at(6, "a1", Kind.RESOLVED);
    until(40);

    assertThat(sent)
        .containsExactly(
            "3 CHANGE firing [a1 OPENED, a2 OPENED]",
            "8 CHANGE firing [a1 RESOLVED]",
            "32 REPEAT firing [a2 OPENED]");
  }

  @Test
  void what_was_reported_and_not_settled_before_a_crash_is_not_reported_again() throws IOException {
    at(0, "a1", Kind.OPENED);
    until(5);
    byte[] saved = GroupBytes.of(groups.all());

    groups = groups(TERMS, Mutes.NONE, Duration.ZERO);
    restore(saved);
    number = 0;
    accept("a1", Kind.OPENED, Severity.WARNING);
    until(15);

    assertThat(sent).containsExactly("3 CHANGE firing [a1 OPENED]");
    assertThat(groups.settled()).isEqualTo(1);
  }

  @Test
  void a_receiver_that_forgets_gets_open_alerts_again_and_ended_ones_for_a_while() {
    GroupTerms tracked =
        new GroupTerms(
            List.of(),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(10),
            Severity.INFO,
            true,
            List.of(),
            List.of());
    groups = groups(tracked, Mutes.NONE, Duration.ofSeconds(15));
    at(0, "a1", Kind.OPENED);
    at(1, "a2", Kind.OPENED);
    at(5, "a1", Kind.RESOLVED);
    until(40);

    assertThat(sent)
        .containsExactly(
            "0 CHANGE firing [a1 OPENED]",
            "1 CHANGE firing [a2 OPENED]",
            "5 CHANGE firing [a1 RESOLVED]",
            "10 REPEAT firing [a1 RESOLVED, a2 OPENED]",
            "20 REPEAT firing [a2 OPENED]",
            "30 REPEAT firing [a2 OPENED]",
            "40 REPEAT firing [a2 OPENED]");
  }

  private Mutes mutes() {
    return new Mutes() {
      @Override
      public Optional<String> suppressedBy(
          Alert alert, Map<String, String> labels, Instant moment) {
        return muted.contains(alert.id()) ? Optional.of("a silence") : Optional.empty();
      }

      @Override
      public boolean isAcknowledged(Alert alert) {
        return false;
      }
    };
  }

  private void restore(byte[] saved) throws IOException {
    for (GroupBytes.SavedGroup group : GroupBytes.read(saved)) {
      groups.restore(group, nanos(), wall());
    }
  }

  /** Turns the clock to a second, then takes a notice. */
  private void at(long when, String alert, Kind kind) {
    until(when);
    accept(alert, kind, Severity.WARNING);
    flush();
  }

  private void accept(String alert, Kind kind, Severity severity) {
    Alert about = new Alert(alert, Map.of("site", "s", "series", alert), severity, "", Map.of());
    groups.accept(new Entry(number++, new Notice(alert + kind, kind, about)), nanos(), wall());
  }

  private void until(long when) {
    for (; second < when; second++) {
      flush();
    }
    flush();
  }

  private void flush() {
    for (Optional<Flush> flush = next(); flush.isPresent(); flush = next()) {
      Notification notification = flush.get().notification();
      List<String> notices =
          notification.notices().stream()
              .map(notice -> notice.alert().id() + " " + notice.kind())
              .toList();
      Reason reason = notification.reason();
      String state = notification.isResolved() ? "resolved" : "firing";
      sent.add("%d %s %s %s".formatted(second, reason, state, notices));
      groups.done(flush.get(), nanos(), wall());
    }
  }

  private Optional<Flush> next() {
    return groups.next(nanos(), wall(), false);
  }

  private long nanos() {
    return Duration.ofSeconds(second).toNanos();
  }

  private Instant wall() {
    return START.plusSeconds(second);
  }
}
