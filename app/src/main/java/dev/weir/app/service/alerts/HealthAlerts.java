package dev.weir.app.service.alerts;

import dev.weir.alerting.Alerting;
import dev.weir.alerting.Notice;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import dev.weir.monitoring.health.HealthMonitor.OpenIncident;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns changes of health into notices, and sees to it that no incident stays open for ever. An
 * incident is in {@link OpenIncidents} before its first notice is sent, and leaves it only once the
 * notice that resolves it is saved in the outbox. Whatever is not saved is offered again; its id
 * stays the same. May wait for the disk.
 */
public final class HealthAlerts extends AbstractMatchingBehavior<HealthAlerts.Command> {

  /** A message that the actor takes. */
  public sealed interface Command {}

  /** A component's state changed. */
  public record Changed(HealthMonitor.Changed change) implements Command {}

  /** Send what there is, then have alerting deliver what it can. */
  public record Drain(ActorRef<Alerting.Drained> replyTo) implements Command {}

  /** By alerting: what is offered is accepted. */
  private enum Accepted implements Command {
    OFFER
  }

  /** By alerting: whether what was accepted is saved. */
  private record Flushed(Optional<String> problem) implements Command {}

  private enum Timer implements Command {
    SEND_AGAIN,
    OFFER_AGAIN
  }

  /** A notice that may not be saved yet, and the component whose incident it resolves. */
  private record Pending(Notice notice, Optional<String> resolved) {}

  /**
   * Holds the dependencies of the actor.
   *
   * @param clock for labels
   */
  public record Setup(
      ActorRef<Alerting.Command> alerting, OpenIncidents incidents, InstantSource clock) {}

  /** The name under which alerting knows this sender; no source can have it. */
  private static final String SENDER = "weir/health";

  /** Notices that may wait; more come only while a receiver is full for hours. */
  private static final int MOST = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");

  private final Setup setup;
  private final TimerScheduler<Command> timers;
  private final ActorRef<Alerting.Accepted> accepted;
  private final ActorRef<Alerting.Flushed> flushed;
  private final Deque<Pending> pending = new ArrayDeque<>();

  /** How many of {@link #pending}, from the first on, are offered and not known to be saved. */
  private int offered;

  public static Behavior<Command> create(Setup setup) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new HealthAlerts(context, setup, timers)));
  }

  private HealthAlerts(ActorContext<Command> context, Setup setup, TimerScheduler<Command> timers) {
    super(context);
    this.setup = setup;
    this.timers = timers;
    this.accepted = context.messageAdapter(Alerting.Accepted.class, all -> Accepted.OFFER);
    this.flushed =
        context.messageAdapter(Alerting.Flushed.class, answer -> new Flushed(answer.problem()));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Changed(HealthMonitor.Changed change) -> changed(change);
      case Accepted.OFFER -> setup.alerting().tell(new Alerting.Flush(flushed));
      case Flushed(Optional<String> problem) -> flushed(problem);
      case Timer.SEND_AGAIN -> send();
      case Timer.OFFER_AGAIN -> offer();
      case Drain(ActorRef<Alerting.Drained> replyTo) -> drain(replyTo);
    }
    return this;
  }

  private void changed(HealthMonitor.Changed change) {
    boolean resolved = change.health().rank() == 0;
    if (!resolved) {
      remember(() ->
          setup
              .incidents()
              .put(
                  new OpenIncident(
                      change.component(), change.health().reason(), change.openedAt())));
    }
    // What got better and is not up yet stays open, and nobody has to act on that.
    if (resolved || change.health().rank() > change.before().rank()) {
      add(SystemAlerts.of(change), resolved ? Optional.of(change.component()) : Optional.empty());
      offer();
    }
  }

  private void add(Notice notice, Optional<String> resolved) {
    if (pending.size() == MOST) {
      LOG.warn(
          "too many notices about health wait for a receiver: {} is given up",
          pending.removeFirst().notice().id());
      offered = Math.max(0, offered - 1);
    }
    pending.add(new Pending(notice, resolved));
  }

  /** Offers everything that may not be saved, unless an offer is out already. */
  private void offer() {
    if (offered == 0) {
      offered = pending.size();
      send();
    }
  }

  /** Sends what is offered; takes the place of the same offer if that still waits. */
  private void send() {
    if (offered > 0) {
      setup.alerting().tell(new Alerting.Accept(SENDER, notices(0, offered), accepted));
      timers.startSingleTimer(Timer.SEND_AGAIN, PATIENCE);
    }
  }

  private List<Notice> notices(int from, int to) {
    return pending.stream().map(Pending::notice).toList().subList(from, to);
  }

  private void flushed(Optional<String> problem) {
    if (problem.isPresent()) {
      offered = 0;
      timers.startSingleTimer(Timer.OFFER_AGAIN, PATIENCE);
      return;
    }
    timers.cancel(Timer.SEND_AGAIN);
    for (; offered > 0; offered--) {
      pending
          .removeFirst()
          .resolved()
          .ifPresent(component -> remember(() -> setup.incidents().remove(component)));
    }
    offer();
  }

  private void drain(ActorRef<Alerting.Drained> replyTo) {
    if (!setup.incidents().isDurable()) {
      setup.incidents().list().forEach(this::resolveAtStop);
    }
    if (offered == 0) {
      offer();
    } else if (offered < pending.size()) {
      setup
          .alerting()
          .tell(
              new Alerting.Accept(
                  SENDER + "/last",
                  notices(offered, pending.size()),
                  getContext().getSystem().ignoreRef()));
    }
    setup.alerting().tell(new Alerting.Drain(replyTo));
  }

  /** Nothing would know of the incident after this process. */
  private void resolveAtStop(OpenIncident incident) {
    Health last = new Health.Degraded(incident.reason());
    HealthMonitor.Changed stopped =
        new HealthMonitor.Changed(
            incident.component(), last, Health.up(), setup.clock().instant(), incident.openedAt());
    add(SystemAlerts.atStop(stopped), Optional.of(incident.component()));
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void remember(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      LOG.error(
          "cannot save which alerts about health are open, so one may be opened twice, or stay open"
              + " after a crash: {}",
          FileFailure.of(e));
    }
  }
}
