package dev.weir.alerting.group;

import dev.weir.alerting.AlertingContext;
import dev.weir.alerting.Backoff;
import dev.weir.alerting.Destination;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.Outbox.Entry;
import dev.weir.alerting.OutboxFailure;
import dev.weir.alerting.ReceiverState;
import dev.weir.alerting.Subscription.WhenFull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies one receiver of groups, on a thread of its own. A notification that cannot be delivered
 * is tried again until it can; meanwhile the groups take what comes. Groups are saved before the
 * outbox counts their notices as settled: after a crash a group has at most one notification more.
 */
final class GroupReceiver implements Destination {

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  /** The shortest time between two times that groups are saved while notifications go out. */
  private static final Duration SAVED_WITHIN = Duration.ofMillis(100);

  /** Saving takes at most one part in so many of the time. */
  private static final int SHARE_OF_SAVING = 20;

  private final GroupSubscription terms;
  private final String name;
  private final Setting setting;
  private final AlertingContext context;
  private final ReceiverState state;
  private final Groups groups;
  private final Inbox inbox = new Inbox();
  private final Thread thread;
  private volatile int waiting;
  private volatile boolean hurry;

  /** The notification under way, how often it was tried, and when it is tried next. */
  private Optional<Flush> current = Optional.empty();

  private Backoff backoff;
  private int attempts;
  private long retryNanos;

  /** The next notification goes out no sooner. */
  private long paceNanos;

  private long settled;
  private long savedNanos;
  private long saveTook;
  private boolean unsaved;
  private final AtomicLong alarmAt = new AtomicLong(Long.MIN_VALUE);

  private GroupReceiver(GroupSubscription terms, Setting setting) {
    this.terms = terms;
    this.name = terms.notifier().name();
    this.setting = setting;
    this.context = setting.context();
    this.state = new ReceiverState(name, setting);
    this.groups = new Groups(name, terms.routing(), terms.mutes(), terms.keepResolved());
    this.backoff = new Backoff(context.random());
    this.thread = context.threads().newThread(this::run);
  }

  static GroupReceiver start(GroupSubscription terms, Setting setting) {
    GroupReceiver receiver = new GroupReceiver(terms, setting);
    receiver.restore();
    receiver.accept(setting.outbox().backlog(receiver.name));
    receiver.inbox.wake();
    receiver.thread.start();
    return receiver;
  }

  private void restore() {
    try {
      Optional<byte[]> saved = terms.store().read(name);
      if (saved.isPresent()) {
        long now = now();
        for (GroupBytes.SavedGroup group : GroupBytes.read(saved.get())) {
          groups.restore(group, now, context.clock().instant());
        }
      }
    } catch (IOException e) {
      LOG.error(
          "the open alerts of receiver '{}' cannot be read and are not repeated: {}",
          name,
          OutboxFailure.text(e));
    }
  }

  @Override
  public boolean hasRoom() {
    return switch (terms.whenFull()) {
      case BLOCK -> inbox.size() + waiting < terms.queueSize();
      case DROP_OLDEST -> true;
    };
  }

  @Override
  public boolean isAtRest() {
    return state.isFailing() || inbox.size() + waiting == 0;
  }

  @Override
  public void accept(List<Entry> entries) {
    inbox.add(entries);
  }

  @Override
  public void hurry() {
    hurry = true;
    inbox.wake();
  }

  @Override
  public void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        inbox.await();
        turn();
      }
    } catch (InterruptedException e) {
      save();
      Thread.currentThread().interrupt();
    }
  }

  /** Takes what has come and does what is due. */
  void turn() throws InterruptedException {
    absorb(inbox.take());
    while (step()) {
      absorb(inbox.take());
    }
    save();
    setAlarm();
    setting.changed().run();
  }

  private void absorb(List<Entry> entries) {
    for (Entry entry : entries) {
      groups.accept(entry, now(), context.clock().instant());
    }
    if (terms.whenFull() == WhenFull.DROP_OLDEST && current.isEmpty()) {
      state.dropped(groups.dropOldest(terms.queueSize()));
    }
    unsaved |= !entries.isEmpty();
    count();
  }

  private void count() {
    waiting = groups.waiting();
    state.pending(waiting);
    state.suppressed(groups.takeSuppressed());
  }

  /** Does what is due; whether there may be more. */
  private boolean step() throws InterruptedException {
    if (current.isEmpty() && paceNanos - now() > 0) {
      return false;
    }
    if (current.isEmpty()) {
      current = groups.next(now(), context.clock().instant(), hurry);
      attempts = 0;
      backoff = new Backoff(context.random());
    } else if (retryNanos - now() > 0) {
      return false;
    }
    count();
    if (current.isEmpty()) {
      return false;
    }
    attempt(current.get());
    if (unsaved
        && now() - savedNanos >= Math.max(SAVED_WITHIN.toNanos(), saveTook * SHARE_OF_SAVING)) {
      save();
    }
    return true;
  }

  private void attempt(Flush flush) throws InterruptedException {
    List<Notice> notices = flush.notification().notices();
    switch (deliver(flush)) {
      case Delivery.Delivered() -> {
        state.delivered(notices.size());
        done(flush);
        state.recovered();
      }
      case Delivery.PartlyRejected(List<Notice> refused, String reason) -> {
        if (flush.notification().reason() == Notification.Reason.CHANGE) {
          refused.forEach(notice -> state.reject(notice, reason));
        } else {
          state.repetitionRefused(reason);
        }
        state.delivered(notices.size() - refused.size());
        done(flush);
      }
      case Delivery.Rejected(String reason) -> {
        if (flush.notification().reason() == Notification.Reason.CHANGE) {
          notices.forEach(notice -> state.reject(notice, reason));
        } else {
          state.repetitionRefused(reason);
        }
        done(flush);
      }
      case Delivery.RetryAfter(Duration asked, String reason) -> {
        Duration wait = ReceiverState.longer(backoff.next(), asked);
        state.failed(attempts, reason, wait);
        state.repeated(notices.size());
        retryNanos = now() + wait.toNanos();
        setting.changed().run();
      }
    }
  }

  private Delivery deliver(Flush flush) throws InterruptedException {
    attempts++;
    try {
      return terms.notifier().deliver(flush.notification(), attempts);
    } catch (UncheckedIOException e) {
      return new Delivery.RetryAfter(Duration.ZERO, OutboxFailure.text(e));
    } catch (RuntimeException e) {
      return new Delivery.Rejected(OutboxFailure.text(e));
    }
  }

  private void done(Flush flush) {
    groups.done(flush, now(), context.clock().instant());
    paceNanos = now() + terms.notifier().pace().toNanos();
    current = Optional.empty();
    unsaved = true;
    count();
  }

  /** Saves the groups, then settles what they cover. */
  private void save() {
    if (!unsaved) {
      return;
    }
    long from = now();
    try {
      terms.store().write(name, GroupBytes.of(groups.all()));
      long upTo = groups.settled();
      if (upTo > settled) {
        setting.outbox().settle(name, upTo);
        settled = upTo;
      }
      unsaved = false;
    } catch (IOException e) {
      LOG.error("what receiver '{}' was sent cannot be saved: {}", name, OutboxFailure.text(e));
    }
    savedNanos = now();
    saveTook = savedNanos - from;
  }

  /** Looks again when something is due, also if nothing comes. */
  private void setAlarm() {
    OptionalLong due = OptionalLong.empty();
    if (current.isPresent()) {
      due = OptionalLong.of(retryNanos);
    } else if (groups.nextDue().isPresent()) {
      long next = hurry && waiting > 0 ? now() : groups.nextDue().getAsLong();
      due = OptionalLong.of(paceNanos - next > 0 ? paceNanos : next);
    }
    if (unsaved) {
      long again = now() + Duration.ofSeconds(1).toNanos();
      due = OptionalLong.of(Math.min(due.orElse(again), again));
    }
    if (due.isPresent() && due.getAsLong() != alarmAt.get()) {
      alarmAt.set(due.getAsLong());
      Duration wait = Duration.ofNanos(Math.max(0, due.getAsLong() - now()));
      context.alarm().set(wait, this::wake);
    }
  }

  private void wake() {
    alarmAt.set(Long.MIN_VALUE);
    inbox.wake();
  }

  private long now() {
    return context.nanoTime().getAsLong();
  }
}
