package dev.weir.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.outbox.MemoryOutbox;
import dev.weir.monitoring.health.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertingTest {

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<Alerting.Accepted> accepted =
      kit.createTestProbe(Alerting.Accepted.class);
  private final World world = new World();
  private final Recorder one = new Recorder("one");
  private final Recorder other = new Recorder("other");

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void every_receiver_is_told_in_order() throws Exception {
    ActorRef<Alerting.Command> alerting = start(10, one, other);

    accept(alerting, "a", "b");
    accept(alerting, "c");

    assertThat(one.next(3)).containsExactly("a", "b", "c");
    assertThat(other.next(3)).containsExactly("a", "b", "c");
  }

  @Test
  void a_notice_that_was_seen_is_not_told_again() throws Exception {
    ActorRef<Alerting.Command> alerting = start(10, one);

    accept(alerting, "a", "b");
    accept(alerting, "b", "a", "c");

    assertThat(one.next(3)).containsExactly("a", "b", "c");
  }

  @Test
  void a_receiver_that_never_answers_does_not_disturb_the_others() throws Exception {
    other.gate = new Semaphore(0);
    ActorRef<Alerting.Command> alerting = start(10, one, other);

    accept(alerting, "a", "b", "c");

    assertThat(one.next(3)).containsExactly("a", "b", "c");
  }

  @Test
  void whoever_sends_waits_while_a_queue_is_full() throws Exception {
    one.gate = new Semaphore(0);
    ActorRef<Alerting.Command> alerting = start(1, one);

    accept(alerting, "a");
    alerting.tell(new Alerting.Accept("p", notices("b"), accepted.getRef()));
    accepted.expectNoMessage(Duration.ofMillis(50));

    one.gate.release(2);
    accepted.receiveMessage();
    assertThat(one.next(2)).containsExactly("a", "b");
  }

  @Test
  void nobody_waits_for_room_when_the_service_stops() throws Exception {
    one.gate = new Semaphore(0);
    ActorRef<Alerting.Command> alerting = start(1, one);
    accept(alerting, "a");
    alerting.tell(new Alerting.Accept("p", notices("b"), accepted.getRef()));
    accepted.expectNoMessage(Duration.ofMillis(50));

    alerting.tell(Alerting.Stopping.SOON);

    accepted.receiveMessage();
    one.gate.release(2);
    assertThat(one.next(2)).containsExactly("a", "b");
  }

  @Test
  void an_outbox_that_cannot_be_written_is_tried_until_it_can() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    MemoryOutbox memory = new MemoryOutbox(100);
    Outbox failing =
        new Outbox() {
          @Override
          public List<Entry> append(List<Notice> notices) throws IOException {
            if (failures.getAndDecrement() > 0) {
              throw new IOException("No space left on device");
            }
            return memory.append(notices);
          }

          @Override
          public List<Entry> backlog(String receiver) {
            return List.of();
          }

          @Override
          public void settle(String receiver, long next) {}

          @Override
          public void close() {}
        };
    ActorRef<Alerting.Command> alerting = start(10, failing, one);

    accept(alerting, "a");

    assertThat(one.next(1)).containsExactly("a");
    assertThat(World.next(world.health)).isInstanceOf(Health.Down.class);
    assertThat(World.next(world.health)).isEqualTo(Health.up());
  }

  @Test
  void senders_go_on_while_the_outbox_cannot_be_written_and_are_told_that_nothing_is_safe()
      throws Exception {
    Switch outbox = new Switch();
    ActorRef<Alerting.Command> alerting = start(10, outbox, one);
    outbox.broken = true;

    accept(alerting, "a");
    assertThat(World.next(world.health)).isInstanceOf(Health.Down.class);
    accept(alerting, "b");
    assertThat(problem(alerting)).hasValueSatisfying(why -> assertThat(why).contains("No space"));

    outbox.broken = false;
    assertThat(one.next(2)).containsExactly("a", "b");
    assertThat(World.next(world.health)).isEqualTo(Health.up());
    assertThat(problem(alerting)).isEmpty();
  }

  private Optional<String> problem(ActorRef<Alerting.Command> alerting) {
    TestProbe<Alerting.Flushed> answer = kit.createTestProbe();
    alerting.tell(new Alerting.Flush(answer.getRef()));
    return answer.receiveMessage().problem();
  }

  /** An outbox in memory that can be broken. */
  private static final class Switch implements Outbox {

    private final MemoryOutbox memory = new MemoryOutbox(100);
    volatile boolean broken;

    @Override
    public List<Entry> append(List<Notice> notices) throws IOException {
      if (broken) {
        throw new IOException("No space left on device");
      }
      return memory.append(notices);
    }

    @Override
    public List<Entry> backlog(String receiver) {
      return List.of();
    }

    @Override
    public void settle(String receiver, long next) {}

    @Override
    public void close() {}
  }

  @Test
  void it_says_when_everything_is_delivered() throws Exception {
    one.gate = new Semaphore(0);
    ActorRef<Alerting.Command> alerting = start(10, one);
    TestProbe<Alerting.Drained> drained = kit.createTestProbe(Alerting.Drained.class);
    accept(alerting, "a");

    alerting.tell(new Alerting.Drain(drained.getRef()));
    drained.expectNoMessage(Duration.ofMillis(50));
    one.gate.release();

    drained.receiveMessage();
    assertThat(one.next(1)).containsExactly("a");
  }

  @Test
  void a_receiver_that_failed_once_is_waited_for_at_the_end() throws Exception {
    world.gate = new Semaphore(0);
    one.answers.add(new Notifier.Delivery.RetryAfter(Duration.ZERO, "busy"));
    ActorRef<Alerting.Command> alerting = start(10, one);
    TestProbe<Alerting.Drained> drained = kit.createTestProbe(Alerting.Drained.class);
    accept(alerting, "a");
    world.waited.acquire();

    alerting.tell(new Alerting.Drain(drained.getRef()));
    drained.expectNoMessage(Duration.ofMillis(50));
    world.gate.release();

    drained.receiveMessage();
    assertThat(one.next(1)).containsExactly("a");
  }

  @Test
  void a_receiver_that_fails_again_and_again_does_not_hold_up_the_end() {
    world.gate = new Semaphore(2);
    for (int i = 0; i < 3; i++) {
      one.answers.add(new Notifier.Delivery.RetryAfter(Duration.ZERO, "busy"));
    }
    ActorRef<Alerting.Command> alerting = start(10, one);
    TestProbe<Alerting.Drained> drained = kit.createTestProbe(Alerting.Drained.class);
    accept(alerting, "a");

    alerting.tell(new Alerting.Drain(drained.getRef()));

    drained.receiveMessage();
  }

  private void accept(ActorRef<Alerting.Command> alerting, String... ids) {
    alerting.tell(new Alerting.Accept("p", notices(ids), accepted.getRef()));
    accepted.receiveMessage();
  }

  private ActorRef<Alerting.Command> start(int queueSize, Recorder... receivers) {
    return start(queueSize, new MemoryOutbox(100), receivers);
  }

  private ActorRef<Alerting.Command> start(int queueSize, Outbox outbox, Recorder... receivers) {
    List<Destination.Starter> subscriptions = new ArrayList<>();
    for (Recorder receiver : receivers) {
      subscriptions.add(
          new Subscription(
              receiver, Admission.ALL, queueSize, Subscription.WhenFull.BLOCK, 16, 16));
    }
    Alerting.Setup setup =
        new Alerting.Setup(subscriptions, outbox, RejectedNotices.NOWHERE, world.alertingContext());
    return kit.spawn(
        Behaviors.supervise(Alerting.create(setup)).onFailure(SupervisorStrategy.restart()));
  }

  static List<Notice> notices(String... ids) {
    List<Notice> notices = new ArrayList<>();
    for (String id : ids) {
      notices.add(NotifierContract.notice(id, Notice.Kind.OPENED, Alert.Severity.INFO));
    }
    return notices;
  }
}
