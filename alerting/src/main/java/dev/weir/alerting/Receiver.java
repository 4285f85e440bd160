package dev.weir.alerting;

import dev.weir.alerting.Outbox.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notices of the outbox to one receiver, one by one and in order, on a thread of its own:
 * other receivers never delay it. A receiver that cannot take a delivery is tried again until it
 * can; a notice that it refuses is kept among the rejected ones.
 */
final class Receiver implements Destination {

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  /** How long it may take until what was delivered is settled, while more is delivered. */
  private static final Duration SETTLED_WITHIN = Duration.ofMillis(100);

  private final Subscription terms;
  private final String name;
  private final Setting setting;
  private final AlertingContext context;
  private final ReceiverState state;
  private final NoticeQueue queue;
  private final Thread thread;

  /** Delivered since the last time it was settled; since when; and what was settled then. */
  private int delivered;

  private long deliveredSince;
  private long settled;

  private Receiver(Subscription terms, Setting setting) {
    this.terms = terms;
    this.name = terms.notifier().name();
    this.setting = setting;
    this.context = setting.context();
    this.state = new ReceiverState(name, setting);
    this.queue = new NoticeQueue(terms.queueSize(), terms.whenFull());
    this.thread = context.threads().newThread(this::run);
  }

  /** Delivers what the outbox has for it, and then what comes. */
  static Receiver start(Subscription terms, Setting setting) {
    Receiver receiver = new Receiver(terms, setting);
    receiver.accept(setting.outbox().backlog(receiver.name));
    receiver.thread.start();
    return receiver;
  }

  @Override
  public boolean hasRoom() {
    return queue.hasRoom();
  }

  @Override
  public boolean isAtRest() {
    return state.isFailing() || queue.size() == 0;
  }

  @Override
  public void accept(List<Entry> entries) {
    List<Entry> admitted = new ArrayList<>();
    OptionalLong skipped = OptionalLong.empty();
    for (Entry entry : entries) {
      switch (terms.admission().of(entry.notice())) {
        case Admission.Verdict.Deliver() -> admitted.add(entry);
        case Admission.Verdict.NotRouted() -> skipped = OptionalLong.of(entry.number());
        case Admission.Verdict.Suppressed _ -> {
          state.suppressed(1);
          skipped = OptionalLong.of(entry.number());
        }
      }
    }
    // First what waits: else the skipped ones would be settled together with it.
    dropped(queue.add(admitted));
    skipped.ifPresent(queue::skip);
  }

  @Override
  public void hurry() {
    // Nothing waits for a time.
  }

  @Override
  public void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        List<Entry> entries = queue.take(mostAtOnce());
        if (entries.isEmpty()) {
          settle();
        } else {
          deliver(entries);
        }
        setting.changed().run();
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
    Backoff backoff = new Backoff(context.random());
    int attempt = 1;
    int failures = 0;
    while (true) {
      switch (attempt(entries, attempt)) {
        case Notifier.Delivery.Delivered() -> {
          state.delivered(entries.size());
          done(entries.size());
          state.recovered();
          return;
        }
        case Notifier.Delivery.RetryAfter(Duration asked, String reason) -> {
          // Back in the queue, the oldest may be given up while it waits.
          dropped(queue.putBack());
          Duration wait = ReceiverState.longer(backoff.next(), asked);
          state.failed(++failures, reason, wait);
          settle();
          setting.changed().run();
          context.pause().pause(wait);
          List<Entry> again = queue.take(entries.size());
          attempt = again.getFirst().equals(entries.getFirst()) ? attempt + 1 : 1;
          entries = again;
          state.repeated(entries.size());
        }
        case Notifier.Delivery.PartlyRejected(List<Notice> refusals, String reason) -> {
          refusals.forEach(notice -> state.reject(notice, reason));
          state.delivered(entries.size() - refusals.size());
          done(entries.size());
          return;
        }
        case Notifier.Delivery.Rejected(String reason) -> {
          if (entries.size() == 1) {
            state.reject(entries.getFirst().notice(), reason);
            done(1);
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
    state.pending(queue.size());
    if (delivered == 0) {
      deliveredSince = context.nanoTime().getAsLong();
    }
    delivered += count;
    boolean late = context.nanoTime().getAsLong() - deliveredSince >= SETTLED_WITHIN.toNanos();
    if (queue.size() == 0 || delivered >= terms.logBackoff() || late) {
      settle();
    }
  }

  private void dropped(int count) {
    state.dropped(count);
    state.pending(queue.size());
  }

  // ---- How far it is.

  private void settle() throws InterruptedException {
    Backoff backoff = new Backoff(context.random());
    while (!settleOnce()) {
      context.pause().pause(backoff.next());
    }
  }

  private boolean settleOnce() {
    long next = queue.settled();
    try {
      if (next > settled) {
        setting.outbox().settle(name, next);
        settled = next;
      }
      delivered = 0;
      return true;
    } catch (IOException e) {
      LOG.error("the progress of receiver '{}' cannot be saved: {}", name, OutboxFailure.text(e));
      return false;
    }
  }
}
