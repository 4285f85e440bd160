package dev.weir.alerting;

import dev.weir.monitoring.health.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
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
 * Puts notices into the outbox, from which each receiver takes them. Notices that arrive during a
 * write wait, and are written together. A sender waits until its notices are in the outbox, and
 * longer while a receiver of {@link Subscription.WhenFull#BLOCK} has no room.
 *
 * <p>While the outbox cannot be written, a limited number of notices is accepted and waits in
 * memory. Senders go on; {@link Flush} lets them know that they must be able to send these again.
 */
public final class Alerting extends AbstractMatchingBehavior<Alerting.Command> {

  /** A message that the actor takes. */
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

  /** Is what this sender sent in the outbox? */
  public record Flush(ActorRef<Flushed> replyTo) implements Command {}

  /** The service is about to stop. */
  public enum Stopping implements Command {
    /**
     * Nobody waits for room from now on: what is still under way is bounded, and a receiver that
     * takes nothing must not keep the service from stopping.
     */
    SOON
  }

  /** Answer once nothing waits that could be delivered now. */
  public record Drain(ActorRef<Drained> replyTo) implements Command {}

  /**
   * Whether everything that was accepted is in the outbox.
   *
   * @param problem why not
   */
  public record Flushed(Optional<String> problem) {}

  /** The notices are taken in. */
  public enum Accepted {
    ALL
  }

  /** All notices that could be delivered are delivered. */
  public enum Drained {
    DONE
  }

  private record Appended(Requests.Group group) implements Command {}

  private record AppendFailed(Requests.Group group, Throwable failure) implements Command {}

  private enum AppendAgain implements Command {
    TICK
  }

  private enum Change implements Command {
    OF_RECEIVERS
  }

  /** Holds the dependencies of alerting. */
  public record Setup(
      List<Destination.Starter> receivers,
      Outbox outbox,
      RejectedNotices rejected,
      AlertingContext world) {
    public Setup {
      receivers = List.copyOf(receivers);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  /** How many notices may wait in memory because the outbox cannot be written. */
  private static final int UNSAVED = 10_000;

  private final Deliveries deliveries;
  private final AlertingContext world;
  private final TimerScheduler<Command> timers;
  private final Requests requests = new Requests();
  private Optional<ActorRef<Drained>> draining = Optional.empty();
  private Backoff backoff;
  private boolean appending;
  private boolean stopping;
  private Optional<String> failing = Optional.empty();

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
    if (deliveries.unsaved() > 0) {
      appending = true;
      self.tell(AppendAgain.TICK);
    }
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Accept accept -> requests.add(accept);
      case Stopping.SOON -> {
        stopping = true;
        deliveries.hurry();
      }
      case Drain(ActorRef<Drained> replyTo) -> {
        draining = Optional.of(replyTo);
        deliveries.hurry();
      }
      case Change.OF_RECEIVERS -> {
        // Looked at below.
      }
      case Appended(Requests.Group group) -> appended(group);
      case AppendFailed(Requests.Group group, Throwable failure) -> appendFailed(group, failure);
      case AppendAgain.TICK -> append(new Requests.Group(List.of(), List.of()));
      case Flush(ActorRef<Flushed> replyTo) -> replyTo.tell(new Flushed(failing));
    }
    while (failing.isPresent() && !requests.isEmpty() && deliveries.unsaved() < UNSAVED) {
      keep(requests.next());
    }
    if (!appending && !requests.isEmpty() && (stopping || deliveries.hasRoom())) {
      append(requests.next());
    }
    if (draining.isPresent() && !appending && requests.isEmpty() && deliveries.isAtRest()) {
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

  private void append(Requests.Group group) {
    appending = true;
    getContext()
        .pipeToSelf(
            CompletableFuture.runAsync(() -> take(group), deliveries.appender()),
            (done, failure) ->
                failure == null ? new Appended(group) : new AppendFailed(group, failure));
  }

  private void take(Requests.Group group) {
    try {
      deliveries.take(group.notices());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void appended(Requests.Group group) {
    appending = false;
    if (failing.isPresent()) {
      failing = Optional.empty();
      backoff = new Backoff(world.random());
      world.health().accept("outbox", Health.up());
    }
    group.answer();
  }

  /** Holds notices that cannot be put in the outbox now. */
  private void keep(Requests.Group group) {
    deliveries.keep(group.notices());
    group.answer();
  }

  private void appendFailed(Requests.Group group, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    if (cause instanceof Error error) {
      throw error;
    }
    String reason =
        "the outbox of alerts cannot be written, and no alert is delivered meanwhile: %s; make space, or check its directory"
            .formatted(OutboxFailure.text(cause));
    Duration wait = backoff.next();
    LOG.error("{}; next attempt in {} ms", reason, wait.toMillis());
    failing = Optional.of(reason);
    keep(group);
    world.health().accept("outbox", new Health.Down(reason));
    timers.startSingleTimer(AppendAgain.TICK, wait);
  }
}
