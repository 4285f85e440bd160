package dev.weir.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.AlertingContext;
import dev.weir.alerting.Destination;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.alerting.outbox.DiskOutbox;
import dev.weir.alerting.outbox.StateFiles;
import dev.weir.alerting.route.GroupTerms;
import dev.weir.alerting.route.Route;
import dev.weir.alerting.route.Routing;
import dev.weir.monitoring.Monitor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver of groups over the outbox of a disk; time goes on when the test says so. */
class GroupReceiverTest {

  private record Alarm(long at, Runnable action) {}

  @TempDir Path directory;

  private long nanos;
  private final List<Alarm> alarms = new ArrayList<>();
  private final List<List<String>> delivered = new ArrayList<>();
  private final Deque<Notifier.Delivery> answers = new ArrayDeque<>();
  private final List<String> rejected = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  /** One life of a process. */
  private final class Life {
    final DiskOutbox outbox;
    final GroupReceiver receiver;

    Life() throws Exception {
      outbox =
          DiskOutbox.open(
              directory, List.of("ops"), new DiskOutbox.Limits(1 << 20, 1_000), warning -> {});
      AlertingContext context =
          new AlertingContext(
              new Monitor(),
              (component, health) -> {},
              wait -> {},
              (after, action) -> alarms.add(new Alarm(nanos + after.toNanos(), action)),
              () -> nanos,
              () -> Instant.ofEpochSecond(0, nanos),
              () -> 0.5,
              // The test takes the turns of the receiver.
              action -> Thread.ofVirtual().unstarted(() -> {}));
      GroupTerms terms =
          new GroupTerms(
              List.of("site"),
              Duration.ofSeconds(30),
              Duration.ofMinutes(5),
              Duration.ofHours(4),
              Severity.WARNING,
              true,
              List.of(),
              List.of());
      Route root = new Route("{}", "ops", List.of(), false, terms, List.of());
      GroupSubscription subscription =
          new GroupSubscription(
              new Scripted(),
              new Routing(List.of(root), List.of(), List.of()),
              Mutes.NONE,
              new FileGroupStore(new StateFiles(directory, warning -> {})),
              Duration.ZERO,
              1_000,
              WhenFull.BLOCK);
      receiver =
          GroupReceiver.start(
              subscription,
              new Destination.Setting(
                  outbox,
                  (name, notice, reason) -> rejected.add(notice.id() + " " + reason),
                  context,
                  () -> {}));
      open.add(outbox);
      receiver.turn();
    }

    void take(String... alerts) throws Exception {
      List<Notice> notices = new ArrayList<>();
      for (String alert : alerts) {
        boolean over = alert.startsWith("-");
        String id = over ? alert.substring(1) : alert;
        Alert about = new Alert(id, Map.of("site", "s"), Severity.WARNING, "", Map.of());
        notices.add(new Notice(alert, over ? Notice.Kind.RESOLVED : Notice.Kind.OPENED, about));
      }
      receiver.accept(outbox.append(notices));
      receiver.turn();
    }

    /** Ends as a kill does: nothing more is written. */
    void kill() throws Exception {
      outbox.close();
      alarms.clear();
    }
  }

  private final class Scripted implements Notifier {
    @Override
    public String name() {
      return "ops";
    }

    @Override
    public Delivery deliver(Notification notification, int attempt) {
      Delivery answer = answers.poll();
      if (answer == null || answer instanceof Delivery.Delivered) {
        delivered.add(notification.notices().stream().map(Notice::id).toList());
      }
      return answer == null ? new Delivery.Delivered() : answer;
    }

    @Override
    public Probe probe() {
      return new Probe.Ready("scripted");
    }
  }

  @Test
  void a_group_waits_for_its_time_and_is_delivered_whole() throws Exception {
    Life life = new Life();
    life.take("a", "b");
    life.take("c");

    pass(life, Duration.ofSeconds(29));
    assertThat(delivered).isEmpty();
    pass(life, Duration.ofSeconds(2));

    assertThat(next()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void what_fails_is_tried_again_and_nothing_is_lost() throws Exception {
    answers.add(new Notifier.Delivery.RetryAfter(Duration.ofSeconds(20), "busy"));
    Life life = new Life();
    life.take("a");
    pass(life, Duration.ofSeconds(31));
    assertThat(delivered).isEmpty();

    life.take("b");
    pass(life, Duration.ofSeconds(25));

    assertThat(next()).containsExactly("a");
    pass(life, Duration.ofMinutes(6));
    assertThat(next()).containsExactly("b");
  }

  @Test
  void what_is_refused_is_kept_among_the_rejected() throws Exception {
    answers.add(new Notifier.Delivery.Rejected("no_service"));
    Life life = new Life();
    life.take("a", "b");

    pass(life, Duration.ofSeconds(31));

    assertThat(rejected).containsExactly("a no_service", "b no_service");
  }

  @Test
  void after_a_kill_a_group_that_waited_is_delivered_and_one_that_was_delivered_is_not()
      throws Exception {
    Life first = new Life();
    first.take("a");
    pass(first, Duration.ofSeconds(31));
    assertThat(next()).containsExactly("a");
    pass(first, Duration.ofSeconds(1));
    first.take("b");
    pass(first, Duration.ofSeconds(1));
    first.kill();

    Life second = new Life();
    second.take("-a");
    pass(second, Duration.ofMinutes(6));

    assertThat(next()).containsExactlyInAnyOrder("b", "-a");
    pass(second, Duration.ofHours(3));
    assertThat(delivered).isEmpty();
    pass(second, Duration.ofHours(2));
    assertThat(next()).containsExactly("b");
  }

  @Test
  void before_a_stop_groups_do_not_wait() throws Exception {
    Life life = new Life();
    life.take("a");

    life.receiver.hurry();
    life.receiver.turn();

    assertThat(next()).containsExactly("a");
  }

  private List<String> next() {
    return delivered.removeFirst();
  }

  /** Lets time pass: the receiver has a turn whenever an alarm of it comes due. */
  private void pass(Life life, Duration duration) throws Exception {
    long until = nanos + duration.toNanos();
    while (true) {
      Optional<Alarm> due =
          alarms.stream()
              .filter(alarm -> alarm.at() <= until)
              .min(Comparator.comparingLong(Alarm::at));
      if (due.isEmpty()) {
        nanos = until;
        return;
      }
      alarms.remove(due.get());
      nanos = Math.max(nanos, due.get().at());
      due.get().action().run();
      life.receiver.turn();
    }
  }
}
