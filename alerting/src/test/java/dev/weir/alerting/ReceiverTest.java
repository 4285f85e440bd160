package dev.weir.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Notifier.Delivery.RetryAfter;
import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.alerting.outbox.MemoryOutbox;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.health.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {

  private final World world = new World();
  private final Recorder notifier = new Recorder("pager");
  private final BlockingQueue<String> rejected = new LinkedBlockingQueue<>();
  private final Settled outbox = new Settled();
  private final List<Receiver> started = new ArrayList<>();
  private Admission admission = Admission.ALL;

  @AfterEach
  void stop() {
    started.forEach(Receiver::stop);
  }

  @Test
  void a_receiver_that_cannot_now_is_tried_with_growing_waits_until_it_can() throws Exception {
    for (int i = 0; i < 9; i++) {
      notifier.answers.add(new RetryAfter(Duration.ZERO, "busy"));
    }
    Receiver receiver = start(10, WhenFull.BLOCK, 16);

    tell(receiver, "a");

    assertThat(notifier.next(1)).containsExactly("a");
    assertThat(world.waits)
        .extracting(wait -> wait.toMillis() / 1000.0)
        .containsExactly(0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 45.0, 45.0, 45.0);
    assertThat(notifier.attempts).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void a_receiver_that_asks_for_time_gets_it_but_no_more_than_an_hour() throws Exception {
    notifier.answers.add(new RetryAfter(Duration.ofSeconds(20), "busy"));
    notifier.answers.add(new RetryAfter(Duration.ofDays(365), "busy"));
    notifier.answers.add(new RetryAfter(Duration.ofMillis(1), "busy"));
    Receiver receiver = start(10, WhenFull.BLOCK, 16);

    tell(receiver, "a");

    assertThat(notifier.next(1)).containsExactly("a");
    assertThat(world.waits)
        .containsExactly(Duration.ofSeconds(20), Duration.ofHours(1), Duration.ofSeconds(3));
  }

  @Test
  void its_health_says_so_when_it_fails_again_and_again_and_when_it_is_well() throws Exception {
    for (int i = 0; i < 5; i++) {
      notifier.answers.add(new RetryAfter(Duration.ZERO, "busy"));
    }
    Receiver receiver = start(10, WhenFull.BLOCK, 16);

    tell(receiver, "a");

    assertThat(World.next(world.health).reason()).contains("busy");
    assertThat(World.next(world.health)).isEqualTo(Health.up());
    assertThat(world.health).isEmpty();
  }

  @Test
  void what_is_refused_is_put_aside_and_the_rest_delivered() throws Exception {
    notifier.refuses = "c";
    notifier.gate = new Semaphore(0);
    Receiver receiver = start(10, WhenFull.BLOCK, 16);
    tell(receiver, "a");
    notifier.atGate.acquire();
    tell(receiver, "b", "c", "d", "e");
    notifier.gate.release(100);

    assertThat(notifier.next(4)).containsExactly("a", "b", "d", "e");
    assertThat(World.next(rejected)).isEqualTo("pager c never");
    outbox.await(5);
    assertThat(world.counts("pager")).isEqualTo(new ReceiverMonitor.Counts("pager", 0, 4, 0, 1, 0));
  }

  @Test
  void a_receiver_that_throws_has_refused() throws Exception {
    Receiver receiver =
        start(
            new Notifier() {
              @Override
              public String name() {
                return "broken";
              }

              @Override
              public Delivery deliver(Notification notification, int attempt) {
                throw new IllegalStateException("a bug");
              }

              @Override
              public Probe probe() {
                throw new IllegalStateException("a bug");
              }
            },
            10,
            WhenFull.BLOCK,
            16);

    tell(receiver, "a");

    assertThat(World.next(rejected)).contains("broken a").contains("a bug");
  }

  @Test
  void at_most_so_many_are_delivered_and_not_settled_at_any_time() throws Exception {
    notifier.gate = new Semaphore(0);
    Receiver receiver = start(1_000, WhenFull.BLOCK, 4);
    tell(receiver, "first");
    notifier.atGate.acquire();
    outbox.delivered = () -> notifier.told.size();
    for (int i = 0; i < 200; i++) {
      tell(receiver, "n" + i);
    }
    notifier.gate.release(1_000);

    outbox.await(201);

    // It is looked at when something is settled: then most is delivered and not settled.
    assertThat(outbox.mostUnsettled).isBetween(1, 4);
    assertThat(notifier.tried).allMatch(ids -> ids.size() <= 4);
  }

  @Test
  void when_nothing_waits_all_is_settled() throws Exception {
    Receiver receiver = start(10, WhenFull.BLOCK, 16);

    tell(receiver, "a");
    outbox.await(1);
    tell(receiver, "b");
    outbox.await(2);

    assertThat(outbox.next()).isEqualTo(2);
  }

  @Test
  void a_full_queue_makes_senders_wait() throws Exception {
    notifier.gate = new Semaphore(0);
    Receiver receiver = start(2, WhenFull.BLOCK, 16);

    tell(receiver, "a");
    assertThat(receiver.hasRoom()).isTrue();
    tell(receiver, "b");
    assertThat(receiver.hasRoom()).isFalse();

    notifier.gate.release(2);
    assertThat(notifier.next(2)).containsExactly("a", "b");
    outbox.await(2);
    assertThat(receiver.hasRoom()).isTrue();
  }

  @Test
  void or_the_oldest_are_given_up_and_counted() throws Exception {
    notifier.gate = new Semaphore(0);
    Receiver receiver = start(3, WhenFull.DROP_OLDEST, 1);
    tell(receiver, "under way");
    notifier.atGate.acquire();

    tell(receiver, "a", "b", "c", "d", "e");
    assertThat(receiver.hasRoom()).isTrue();
    assertThat(world.counts("pager").dropped()).isEqualTo(3);
    notifier.gate.release(10);

    assertThat(notifier.next(3)).containsExactly("under way", "d", "e");
    outbox.await(6);
    assertThat(world.counts("pager").delivered()).isEqualTo(3);
  }

  @Test
  void a_dead_receiver_whose_queue_gives_up_is_settled_as_far_as_it_gave_up() throws Exception {
    for (int i = 0; i < 4; i++) {
      notifier.answers.add(new RetryAfter(Duration.ZERO, "dead"));
    }
    world.gate = new Semaphore(0);
    Receiver receiver = start(2, WhenFull.DROP_OLDEST, 16);
    tell(receiver, "a");
    world.waited.acquire();
    tell(receiver, "b", "c", "d");
    world.gate.release();
    world.waited.acquire();

    assertThat(outbox.next()).isEqualTo(2);
    assertThat(world.counts("pager").dropped()).isEqualTo(2);

    world.gate.release(10);
    assertThat(notifier.next(2)).containsExactly("c", "d");
  }

  @Test
  void what_was_told_is_noted_before_more_is_told_also_when_that_fails_at_first() throws Exception {
    outbox.failures = 2;
    Receiver receiver = start(10, WhenFull.BLOCK, 16);

    tell(receiver, "a");
    outbox.await(1);

    assertThat(world.waits).hasSize(2);
  }

  @Test
  void what_no_route_leads_to_it_or_is_muted_is_settled_and_not_delivered() throws Exception {
    admission =
        notice ->
            switch (notice.id()) {
              case "b" -> new Admission.Verdict.NotRouted();
              case "c" -> new Admission.Verdict.Suppressed("a silence");
              default -> new Admission.Verdict.Deliver();
            };
    Receiver receiver = start(10, WhenFull.BLOCK, 16);

    tell(receiver, "a", "b", "c");
    outbox.await(3);
    assertThat(notifier.next(1)).containsExactly("a");
    tell(receiver, "b2");
    outbox.await(4);

    assertThat(notifier.next(1)).containsExactly("b2");
    assertThat(notifier.told).isEmpty();
    assertThat(world.monitor.receiver("pager").suppressed()).isEqualTo(1);
  }

  private Receiver start(int queueSize, WhenFull whenFull, int logBackoff) {
    return start(notifier, queueSize, whenFull, logBackoff);
  }

  private Receiver start(Notifier to, int queueSize, WhenFull whenFull, int logBackoff) {
    Receiver receiver =
        Receiver.start(
            new Subscription(to, admission, queueSize, whenFull, 16, logBackoff),
            new Destination.Setting(
                outbox,
                (name, notice, reason) -> rejected.add(name + " " + notice.id() + " " + reason),
                world.alertingContext(),
                () -> {}));
    started.add(receiver);
    return receiver;
  }

  private void tell(Receiver receiver, String... ids) {
    receiver.accept(outbox.append(AlertingTest.notices(ids)));
  }

  /** An outbox that knows what was settled. */
  private static final class Settled implements Outbox {
    private final MemoryOutbox memory = new MemoryOutbox(1_000);
    private long next;
    int failures;
    int mostUnsettled;
    java.util.function.IntSupplier delivered = () -> 0;

    @Override
    public List<Entry> append(List<Notice> notices) {
      return memory.append(notices);
    }

    @Override
    public List<Entry> backlog(String receiver) {
      return List.of();
    }

    @Override
    public synchronized void settle(String receiver, long upTo) throws IOException {
      if (failures-- > 0) {
        throw new IOException("No space left on device");
      }
      mostUnsettled = Math.max(mostUnsettled, delivered.getAsInt() - (int) next);
      next = upTo;
      notifyAll();
    }

    synchronized long next() {
      return next;
    }

    synchronized void await(long upTo) throws InterruptedException {
      while (next < upTo) {
        wait(30_000);
      }
    }

    @Override
    public void close() {}
  }
}
