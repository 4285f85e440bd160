package dev.weir.alerting;

import dev.weir.monitoring.health.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notices in and has every receiver told of them. What is sent while the outbox is being
 * written waits, and is written together. Whoever sends waits until its notices are in the outbox;
 * they are not put there while a receiver that makes senders wait has no room.
 */
public final class Alerting extends AbstractMatchingBehavior<Alerting.Command> {

  public sealed interface Command {}

  /**
   * Take these in; answered once they are in the outbox. A sender has one such request at a time: a
   * new one takes the place of one that still waits.
   */
  public record Accept(String sender, List<Notice> notices, ActorRef<Accepted> replyTo)
      implements Command {
    public Accept {
      notices = List.copyOf(notices);
    }
  }

  /** Take this in; nobody waits for it. When too many such wait, the oldest is given up. */
  public record Tell(Notice notice) implements Command {}

  /** Answer once nothing waits that could be delivered now. */
  public record Drain(ActorRef<Drained> replyTo) implements Command {}

  /** The notices are taken in. */
  public enum Accepted {
    ALL
  }

  /** What could be delivered is delivered. */
  public enum Drained {
    DONE
  }

  private record Appended(Group group) implements Command {}

  private record AppendFailed(Group group, Throwable failure) implements Command {}

  private record AppendAgain(Group group) implements Command {}

  private enum Change implements Command {
    OF_RECEIVERS
  }

  private record Group(List<Notice> notices, List<ActorRef<Accepted>> senders) {}

  /** What alerting needs. */
  public record Setup(
      List<Subscription> receivers, Outbox outbox, RejectedNotices rejected, Surroundings world) {
    public Setup {
      receivers = List.copyOf(receivers);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  /** Notices from which on no more requests go into a group. */
  private static final int GROUP = 256;

  /** Notices nobody waits for that may wait. */
  private static final int TOLD = 100;

  private final Deliveries deliveries;
  private final Surroundings world;
  private final TimerScheduler<Command> timers;
  private final Map<String, Accept> waiting = new LinkedHashMap<>();
  private final ArrayDeque<Notice> told = new ArrayDeque<>();
  private Optional<ActorRef<Drained>> draining = Optional.empty();
  private Backoff backoff;
  private boolean appending;
  private boolean failing;

  /** Starts to deliver at once what the outbox has. */
  public static Behavior<Command> create(Setup setup) {
    Deliveries deliveries = Deliveries.start(setup);
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new Alerting(context, setup, deliveries, timers)));
  }

  private Alerting(
      ActorContext<Command> context,
      Setup setup,
      Deliveries deliveries,
      TimerScheduler<Command> timers) {
    super(context);
    this.deliveries = deliveries;
    this.world = setup.world();
    this.timers = timers;
    this.backoff = new Backoff(world.random());
    ActorRef<Command> self = context.getSelf();
    deliveries.onChange(() -> self.tell(Change.OF_RECEIVERS));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Accept accept -> waiting.put(accept.sender(), accept);
      case Tell(Notice notice) -> tell(notice);
      case Drain(ActorRef<Drained> replyTo) -> draining = Optional.of(replyTo);
      case Change.OF_RECEIVERS -> {
        // Looked at below.
      }
      case Appended(Group group) -> appended(group);
      case AppendFailed(Group group, Throwable failure) -> appendFailed(group, failure);
      case AppendAgain(Group group) -> append(group);
    }
    if (!appending && hasWaiting() && deliveries.hasRoom()) {
      append(nextGroup());
    }
    if (draining.isPresent() && !appending && !hasWaiting() && deliveries.isAtRest()) {
      draining.get().tell(Drained.DONE);
      draining = Optional.empty();
    }
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      deliveries.stop();
    }
    return this;
  }

  private boolean hasWaiting() {
    return !waiting.isEmpty() || !told.isEmpty();
  }

  private void tell(Notice notice) {
    if (told.size() == TOLD) {
      LOG.warn("too many notices wait: {} is given up", told.removeFirst().id());
    }
    told.add(notice);
  }

  private Group nextGroup() {
    List<Notice> notices = new ArrayList<>(told);
    told.clear();
    List<ActorRef<Accepted>> senders = new ArrayList<>();
    Iterator<Accept> accepts = waiting.values().iterator();
    while (accepts.hasNext() && notices.size() < GROUP) {
      Accept accept = accepts.next();
      accepts.remove();
      notices.addAll(accept.notices());
      senders.add(accept.replyTo());
    }
    return new Group(notices, senders);
  }

  private void append(Group group) {
    appending = true;
    getContext()
        .pipeToSelf(
            CompletableFuture.runAsync(() -> take(group), deliveries.appender()),
            (done, failure) ->
                failure == null ? new Appended(group) : new AppendFailed(group, failure));
  }

  private void take(Group group) {
    try {
      deliveries.take(group.notices());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void appended(Group group) {
    appending = false;
    if (failing) {
      failing = false;
      backoff = new Backoff(world.random());
      world.health().accept("outbox", Health.up());
    }
    group.senders().forEach(sender -> sender.tell(Accepted.ALL));
  }

  private void appendFailed(Group group, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    String reason = "the outbox of alerts cannot be written: " + cause.getMessage();
    Duration wait = backoff.next();
    LOG.error("{}; next attempt in {} ms", reason, wait.toMillis());
    failing = true;
    world.health().accept("outbox", new Health.Down(reason));
    timers.startSingleTimer(new AppendAgain(group), wait);
  }
}
