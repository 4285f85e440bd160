package dev.weir.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void every_receiver_is_told_in_order() throws Exception {
    Recorder one = new Recorder();
    Recorder other = new Recorder();
    ActorRef<Alerting.Command> alerting = start(10, one, other);

    accept(alerting, "a", "b");
    accept(alerting, "c");

    assertThat(List.of(one.next(), one.next(), one.next())).containsExactly("a", "b", "c");
    assertThat(List.of(other.next(), other.next(), other.next())).containsExactly("a", "b", "c");
  }

  @Test
  void a_notice_that_was_seen_is_not_told_again() throws Exception {
    Recorder receiver = new Recorder();
    ActorRef<Alerting.Command> alerting = start(10, receiver);

    accept(alerting, "a", "b");
    accept(alerting, "b", "a", "c");

    assertThat(List.of(receiver.next(), receiver.next(), receiver.next()))
        .containsExactly("a", "b", "c");
  }

  @Test
  void a_receiver_that_cannot_now_is_tried_again() throws Exception {
    Recorder receiver = new Recorder();
    receiver.answers.add(new Notifier.Delivery.RetryAfter(Duration.ofMillis(1), "busy"));
    receiver.answers.add(new Notifier.Delivery.RetryAfter(Duration.ofMillis(1), "busy"));
    ActorRef<Alerting.Command> alerting = start(10, receiver);

    accept(alerting, "a");
    accept(alerting, "b");

    assertThat(receiver.next()).isEqualTo("a");
    assertThat(receiver.next()).isEqualTo("b");
  }

  @Test
  void a_receiver_that_refuses_does_not_stop_the_rest() throws Exception {
    Recorder refusing = new Recorder();
    refusing.answers.add(new Notifier.Delivery.Rejected("never"));
    Recorder other = new Recorder();
    ActorRef<Alerting.Command> alerting = start(10, refusing, other);

    accept(alerting, "a");
    assertThat(other.next()).isEqualTo("a");
    refusing.refused.acquire();
    accept(alerting, "b");

    assertThat(refusing.next()).isEqualTo("b");
    assertThat(other.next()).isEqualTo("b");
  }

  @Test
  void whoever_sends_waits_while_a_queue_is_full() throws Exception {
    Semaphore gate = new Semaphore(0);
    Recorder receiver = new Recorder();
    receiver.gate = gate;
    ActorRef<Alerting.Command> alerting = start(1, receiver);

    accept(alerting, "a");
    // The receiver's thread has taken "a" and stands at the gate; "b" fills its queue.
    receiver.atGate.acquire();
    accept(alerting, "b");
    alerting.tell(new Alerting.Accept(List.of(notice("c")), accepted.getRef()));
    accepted.expectNoMessage(Duration.ofMillis(50));

    gate.release(3);
    accepted.receiveMessage();
    assertThat(List.of(receiver.next(), receiver.next(), receiver.next()))
        .containsExactly("a", "b", "c");
  }

  private void accept(ActorRef<Alerting.Command> alerting, String... ids) {
    List<Notice> notices = new ArrayList<>();
    for (String id : ids) {
      notices.add(notice(id));
    }
    alerting.tell(new Alerting.Accept(notices, accepted.getRef()));
    accepted.receiveMessage();
  }

  private ActorRef<Alerting.Command> start(int queueSize, Notifier... receivers) {
    return kit.spawn(
        Behaviors.supervise(
                Alerting.create(
                    new Alerting.Setup(
                        List.of(receivers), queueSize, Thread.ofVirtual().factory())))
            .onFailure(SupervisorStrategy.restart()));
  }

  private static Notice notice(String id) {
    return NotifierContract.notice(id, Notice.Kind.OPENED, Alert.Severity.INFO);
  }

  private static final class Recorder implements Notifier {
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final BlockingQueue<Delivery> answers = new LinkedBlockingQueue<>();
    final Semaphore refused = new Semaphore(0);
    final Semaphore atGate = new Semaphore(0);
    Semaphore gate = new Semaphore(Integer.MAX_VALUE);

    @Override
    public String name() {
      return "recorder";
    }

    @Override
    public Delivery deliver(List<Notice> notices) throws InterruptedException {
      atGate.release();
      gate.acquire();
      Delivery answer = answers.poll();
      if (answer != null) {
        refused.release();
        return answer;
      }
      notices.forEach(notice -> told.add(notice.id()));
      return new Delivery.Delivered();
    }

    String next() throws InterruptedException {
      String next = told.poll(30, TimeUnit.SECONDS);
      return next == null ? "nothing came" : next;
    }
  }
}
