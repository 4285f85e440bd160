package dev.weir.alerting;

import dev.weir.alerting.Outbox.Entry;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.health.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver of what is in the outbox, in order, on a thread of its own: what the others do
 * never disturbs it. A receiver that cannot take a delivery is tried again until it can; what it
 * refuses is put aside.
 */
final class Receiver {

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  /** How long it may take until what was delivered is settled, while more is delivered. */
  private static final Duration SETTLED_WITHIN = Duration.ofMillis(100);

  /** Failed attempts in a row from which on the receiver counts as failing. */
  private static final int FAILURES = 3;

  /** The longest wait that a receiver may ask for. */
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private final Subscription terms;
  private final String name;
  private final Outbox outbox;
  private final RejectedNotices rejected;
  private final AlertingContext world;
  private final Runnable changed;
  private final ReceiverMonitor monitor;
  private final NoticeQueue queue;
  private final Thread thread;

  /** Whether it is not known when it will take notices again. */
  private volatile boolean failing;

  private final AtomicLong dropped = new AtomicLong();

  /** Notices it refused since it took the last. */
  private long refused;

  /** Whether its health says that something is wrong with it. */
  private boolean unwell;

  /** Delivered since the last time it was settled; since when; and what was settled then. */
  private int delivered;

  private long deliveredSince;
  private long settled;

  private Receiver(
      Subscription terms,
      Outbox outbox,
      RejectedNotices rejected,
      AlertingContext world,
      Runnable changed) {
    this.terms = terms;
    this.name = terms.notifier().name();
    this.outbox = outbox;
    this.rejected = rejected;
    this.world = world;
    this.changed = changed;
    this.monitor = world.monitor().receiver(name);
    this.queue = new NoticeQueue(terms.queueSize(), terms.whenFull());
    this.thread = world.threads().newThread(this::run);
  }

  /**
   * Delivers what the outbox has for it, and then what comes.
   *
   * @param changed told whenever it may have room again or be at rest
   */
  static Receiver start(
      Subscription terms,
      Outbox outbox,
      RejectedNotices rejected,
      AlertingContext world,
      Runnable changed) {
    Receiver receiver = new Receiver(terms, outbox, rejected, world, changed);
    receiver.tell(outbox.backlog(receiver.name));
    receiver.thread.start();
    return receiver;
  }

  boolean hasRoom() {
    return queue.hasRoom();
  }

  /** Whether nothing waits that could be delivered soon. */
  boolean isAtRest() {
    return failing || queue.size() == 0;
  }

  void tell(List<Entry> entries) {
    dropped(queue.add(entries));
  }

  void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        deliver(queue.take(mostAtOnce()));
        changed.run();
      }
    } catch (InterruptedException e) {
      // Stopped: what is known to be delivered is settled if it still can be.
      settleOnce();
      Thread.currentThread().interrupt();
    }
  }

  private int mostAtOnce() {
    return Math.min(terms.atOnce(), terms.logBackoff() - delivered);
  }

  private void deliver(List<Entry> first) throws InterruptedException {
    List<Entry> entries = first;
    Backoff backoff = new Backoff(world.random());
    int attempt = 1;
    int failures = 0;
    while (true) {
      switch (attempt(entries, attempt)) {
        case Notifier.Delivery.Delivered() -> {
          monitor.delivered(entries.size());
          done(entries.size());
          recovered();
          return;
        }
        case Notifier.Delivery.RetryAfter(Duration asked, String reason) -> {
          // Back in the queue, the oldest may be given up while it waits.
          dropped(queue.putBack());
          failed(++failures, reason);
          pause(longer(backoff.next(), asked), reason, failures);
          List<Entry> again = queue.take(entries.size());
          attempt = again.getFirst().equals(entries.getFirst()) ? attempt + 1 : 1;
          entries = again;
          monitor.repeated(entries.size());
        }
        case Notifier.Delivery.PartlyRejected(List<Notice> refusals, String reason) -> {
          refusals.forEach(notice -> reject(notice, reason));
          monitor.delivered(entries.size() - refusals.size());
          done(entries.size());
          failing = false;
          return;
        }
        case Notifier.Delivery.Rejected(String reason) -> {
          if (entries.size() == 1) {
            reject(entries.getFirst().notice(), reason);
            done(1);
            failing = false;
            return;
          }
          // One of them may be the reason: the others shall not suffer for it.
          dropped(queue.putBack());
          entries = queue.take(1);
          attempt++;
        }
      }
    }
  }

  private Notifier.Delivery attempt(List<Entry> entries, int attempt) throws InterruptedException {
    try {
      return terms.notifier().deliver(entries.stream().map(Entry::notice).toList(), attempt);
    } catch (UncheckedIOException e) {
      // A file with a secret cannot be read now.
      return new Notifier.Delivery.RetryAfter(Duration.ZERO, OutboxFailure.text(e));
    } catch (RuntimeException e) {
      return new Notifier.Delivery.Rejected(OutboxFailure.text(e));
    }
  }

  private void done(int count) throws InterruptedException {
    queue.done();
    monitor.pending(queue.size());
    if (delivered == 0) {
      deliveredSince = world.nanoTime().getAsLong();
    }
    delivered += count;
    boolean late = world.nanoTime().getAsLong() - deliveredSince >= SETTLED_WITHIN.toNanos();
    if (queue.size() == 0 || delivered >= terms.logBackoff() || late) {
      settle();
    }
  }

  // ---- What went wrong.

  private void failed(int failures, String reason) throws InterruptedException {
    failing = failures >= FAILURES;
    if (failures == FAILURES) {
      unwell("it takes no notices: " + reason);
    }
    settle();
    changed.run();
  }

  private void unwell(String reason) {
    unwell = true;
    world.health().accept("receiver " + name, new Health.Degraded(reason));
  }

  private void recovered() {
    failing = false;
    refused = 0;
    if (unwell) {
      unwell = false;
      LOG.info("receiver '{}' takes notices again", name);
      world.health().accept("receiver " + name, Health.up());
    }
  }

  private void pause(Duration wait, String reason, int failures) throws InterruptedException {
    LOG.warn(
        "receiver '{}' takes no notices now: {}; attempt {} in {} ms",
        name,
        reason,
        failures + 1,
        wait.toMillis());
    world.pause().pause(wait);
  }

  private static Duration longer(Duration backoff, Duration asked) {
    Duration bounded = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    return bounded.compareTo(backoff) > 0 ? bounded : backoff;
  }

  private void reject(Notice notice, String reason) {
    monitor.rejected(1);
    refused++;
    if (doubled(refused - 1, refused)) {
      LOG.error(
          "receiver '{}' refused notice {}: {} ({} since it took the last)",
          name,
          notice.id(),
          reason,
          refused);
    }
    unwell("it refused a notice: " + reason);
    try {
      rejected.keep(name, notice, reason);
    } catch (IOException e) {
      LOG.error("what receiver '{}' refused cannot be kept: {}", name, OutboxFailure.text(e));
    }
  }

  private void dropped(int count) {
    long all = dropped.addAndGet(count);
    monitor.dropped(count);
    if (doubled(all - count, all)) {
      LOG.warn(
          "receiver '{}' is too slow: {} notices are given up for newer ones by now", name, all);
    }
    monitor.pending(queue.size());
  }

  /** Whether a count passed a power of two: so it is said less and less often. */
  private static boolean doubled(long before, long now) {
    return Long.highestOneBit(before) != Long.highestOneBit(now);
  }

  // ---- How far it is.

  private void settle() throws InterruptedException {
    Backoff backoff = new Backoff(world.random());
    while (!settleOnce()) {
      world.pause().pause(backoff.next());
    }
  }

  private boolean settleOnce() {
    long next = queue.settled();
    try {
      if (next > settled) {
        outbox.settle(name, next);
        settled = next;
      }
      delivered = 0;
      return true;
    } catch (IOException e) {
      LOG.error("what receiver '{}' was told cannot be noted: {}", name, OutboxFailure.text(e));
      return false;
    }
  }
}
