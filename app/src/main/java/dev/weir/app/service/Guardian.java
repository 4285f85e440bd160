package dev.weir.app.service;

import dev.weir.alerting.Alerting;
import dev.weir.app.evaluation.UnreadRecords;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.http.pekko.HttpApi;
import dev.weir.app.service.alerts.HealthAlerts;
import dev.weir.engine.live.LivePipelines;
import dev.weir.engine.pipeline.Checkpointer;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.pipeline.PipelineEvent;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root of the service: makes its actors, and knows when it is over. Wiring and exit codes only.
 */
final class Guardian extends AbstractMatchingBehavior<Guardian.Command> {

  sealed interface Command {}

  /** Stop in an orderly way. */
  enum Stop implements Command {
    ORDERLY
  }

  private record FromPipeline(PipelineEvent event) implements Command {}

  private record FromPartitions(LivePipelines.Event event) implements Command {}

  private record FromHttp(HttpApi.Event event) implements Command {}

  private record HealthChanged(HealthMonitor.Changed change) implements Command {}

  /** By alerting, on any thread: how a component of it is. */
  private record Reported(String component, Health state) implements Command {}

  /** By alerting: what could be delivered is. */
  private record AlertsDrained() implements Command {}

  private enum Timer implements Command {
    IDLE_CHECK,
    TIME_IS_UP,
    STOP_OVERDUE,
    DRAIN_OVERDUE
  }

  private static final Logger LOG = LoggerFactory.getLogger("weir.service");
  private static final Duration IDLE_LOOK = Duration.ofMillis(20);

  /**
   * A stop takes at most so long for records and checkpoints, and then for alerts. Together with
   * the 3 s in which the actors end that is less than the 30 s after which a signal halts the
   * process.
   */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(18);

  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(7);

  private final GuardianSetup setup;
  private final ServiceActors actors;
  private final TimerScheduler<Command> timers;
  private ServiceActors.Running running = ServiceActors.Running.none();
  private final Optional<ActorRef<HealthMonitor.Command>> health;
  private final Optional<ActorRef<Alerting.Command>> alerting;
  private final Optional<ActorRef<HealthAlerts.Command>> healthAlerts;
  private final Optional<ActorRef<Checkpointer.Command>> checkpointer;
  private Ending ending = Ending.WELL;
  private final Set<String> endedSources = new HashSet<>();
  private final UnreadRecords unread;
  private final Idleness idleness = new Idleness();
  private final SourceLog log = new SourceLog(LOG);
  private boolean started;
  private boolean stopping;

  static Behavior<Command> create(GuardianSetup setup) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Guardian(context, setup, timers)));
  }

  private Guardian(
      ActorContext<Command> context, GuardianSetup setup, TimerScheduler<Command> timers) {
    super(context);
    this.setup = setup;
    this.timers = timers;
    this.unread = new UnreadRecords(setup.settings().mostRefused());
    setup.state().alerts(setup.notices().open()::list);
    this.actors =
        new ServiceActors(
            setup, new SupervisedSpawner(context, setup.context().fatal()), context.getSystem());
    ActorRef<Command> self = context.getSelf();
    this.alerting =
        actors.alerting((component, state) -> self.tell(new Reported(component, state)));
    this.healthAlerts = alerting.map(actors::healthAlerts);
    this.health =
        actors.health(context.messageAdapter(HealthMonitor.Changed.class, HealthChanged::new));
    this.checkpointer = actors.checkpointer();
    if (setup.settings().http().isPresent()) {
      actors.http(
          setup.settings().http().get(),
          health,
          context.messageAdapter(HttpApi.Event.class, FromHttp::new));
    } else {
      startPipelines();
    }
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case FromPipeline(PipelineEvent event) -> onPipeline(event);
      case FromPartitions(LivePipelines.Event event) -> onPartitions(event);
      case FromHttp(HttpApi.Event event) -> onHttp(event);
      case HealthChanged(HealthMonitor.Changed change) -> onHealth(change);
      case Reported(String component, Health state) -> onReport(component, state);
      case AlertsDrained() -> end(ending);
      case Timer.DRAIN_OVERDUE -> end(ending);
      case Stop.ORDERLY -> stop("a stop was requested");
      case Timer.TIME_IS_UP -> stop("the time given by --for is over");
      case Timer.IDLE_CHECK -> checkIdle();
      case Timer.STOP_OVERDUE -> stopOverdue();
    };
  }

  private void startPipelines() {
    started = true;
    running =
        actors.pipelines(
            unread,
            alerting,
            checkpointer,
            new ServiceActors.Owners(
                getContext().messageAdapter(PipelineEvent.class, FromPipeline::new),
                getContext().messageAdapter(LivePipelines.Event.class, FromPartitions::new)));
    setup.options().runFor().ifPresent(d -> timers.startSingleTimer(Timer.TIME_IS_UP, d));
    if (setup.options().untilIdle().isPresent()) {
      timers.startTimerWithFixedDelay(Timer.IDLE_CHECK, IDLE_LOOK);
    }
    setup.state().pipelines(running.pipelines());
    setup.state().ready();
  }

  // ---- Events.

  private Behavior<Command> onHttp(HttpApi.Event event) {
    switch (event) {
      case HttpApi.Listening(String scheme, String host, int port) -> {
        LOG.info("page at {}://{}:{}/", scheme, host, port);
        LOG.info("status at {}://{}:{}/api/v1/status", scheme, host, port);
        setup.state().listening(port);
        if (!started && !stopping) {
          startPipelines();
        }
      }
      case HttpApi.PortRefused(String reason) when started ->
          LOG.warn("{}; it is tried again, the data path goes on", reason);
      case HttpApi.PortRefused(String reason) -> {
        return end(
            new Ending(
                ExitCode.LOCKED,
                reason
                    + "; free the port, or choose another by weir.http.port (weir demo: by"
                    + " --port)"));
      }
    }
    return this;
  }

  private Behavior<Command> onPipeline(PipelineEvent event) {
    switch (event) {
      case PipelineEvent.Started begun -> {
        log.started(begun);
        report(begun.pipeline(), Health.up());
      }
      case PipelineEvent.Rewinding(String name, String reason) -> {
        log.rewinding(name, reason);
        report(name, new Health.Down("it starts again: " + reason));
      }
      case PipelineEvent.Ended(String name) -> sourceEnded(name);
      case PipelineEvent.Failed(String name, PipelineEvent.Failed.Cause cause, String reason) -> {
        return failed(name, cause, reason);
      }
      case PipelineEvent.Stopped(String name, Optional<String> unsaved) -> {
        unsaved.ifPresent(reason -> ending = ending.and(Ending.notSaved(name, reason)));
        running.pipelines().remove(name);
        setup.state().pipelines(running.pipelines());
        return running.isEmpty() ? drain() : this;
      }
    }
    return this;
  }

  private Behavior<Command> onPartitions(LivePipelines.Event event) {
    switch (event) {
      case LivePipelines.Begun(String name, ActorRef<Pipeline.Command> pipeline) -> {
        running.pipelines().put(name, pipeline);
        setup.state().pipelines(running.pipelines());
      }
      case LivePipelines.OfPipeline(PipelineEvent ofPipeline) -> {
        return onPipeline(ofPipeline);
      }
      case LivePipelines.Known(String source, Optional<String> trouble) ->
          report(source, trouble.<Health>map(Health.Degraded::new).orElseGet(Health::up));
      case LivePipelines.AllStopped(String source) -> {
        running.live().remove(source);
        return running.isEmpty() ? drain() : this;
      }
    }
    return this;
  }

  private void sourceEnded(String name) {
    endedSources.add(name);
    LOG.info("source '{}' is at its end", name);
    boolean all =
        setup.settings().sources().stream()
            .allMatch(source -> endedSources.contains(source.name()));
    boolean stopsByItself =
        setup.options().untilIdle().isPresent() || setup.options().runFor().isPresent();
    if (all && !stopsByItself) {
      LOG.info("all sources are at their end; stop with Ctrl-C (--until-idle does it by itself)");
    }
  }

  private Behavior<Command> failed(String name, PipelineEvent.Failed.Cause cause, String reason) {
    running.pipelines().remove(name);
    setup.state().pipelines(running.pipelines());
    if (cause == PipelineEvent.Failed.Cause.READER_GONE) {
      // A reader such as head ends the program in this way; it is not a failure.
      ending = ending.equals(Ending.WELL) ? new Ending(ExitCode.READER_GONE, "") : ending;
      return running.isEmpty() ? drain() : stop("the reader of standard output has closed it");
    }
    boolean refused =
        cause == PipelineEvent.Failed.Cause.STATE_REFUSED
            || cause == PipelineEvent.Failed.Cause.SOURCE_REFUSED;
    ending = Ending.cannotGoOn(refused ? ExitCode.REFUSED : ExitCode.FAILED, name, reason);
    LOG.error("{}", ending.message());
    if (cause == PipelineEvent.Failed.Cause.SOURCE_REFUSED && !running.isEmpty()) {
      report(name, new Health.Down(reason));
      return this;
    }
    return running.isEmpty() ? drain() : stop("a source cannot go on");
  }

  private Behavior<Command> onHealth(HealthMonitor.Changed change) {
    healthAlerts.ifPresent(ref -> ref.tell(new HealthAlerts.Changed(change)));
    return this;
  }

  private Behavior<Command> onReport(String component, Health state) {
    health.ifPresent(ref -> ref.tell(new HealthMonitor.Report(component, state)));
    return this;
  }

  private void report(String pipeline, Health state) {
    health.ifPresent(ref -> ref.tell(new HealthMonitor.Report("source " + pipeline, state)));
  }

  // ---- The end.

  private Behavior<Command> checkIdle() {
    long now = setup.context().clocks().nanoTime().getAsLong();
    long patience = setup.options().untilIdle().orElse(Duration.ZERO).toNanos();
    boolean idle =
        idleness.lasts(
            patience, now, setup.context().monitor().pipelines(), running.pipelines().keySet());
    return idle ? stop("there is nothing to do") : this;
  }

  private Behavior<Command> stop(String reason) {
    if (stopping) {
      return this;
    }
    stopping = true;
    timers.cancel(Timer.IDLE_CHECK);
    setup.state().stopping();
    LOG.info("stopping: {}", reason);
    timers.startSingleTimer(Timer.STOP_OVERDUE, STOP_PATIENCE);
    alerting.ifPresent(ref -> ref.tell(Alerting.Stopping.SOON));
    running.live().values().forEach(live -> live.tell(LivePipelines.Stop.ORDERLY));
    running.pipelines().values().forEach(pipeline -> pipeline.tell(Pipeline.Stop.ORDERLY));
    return running.isEmpty() ? drain() : this;
  }

  private Behavior<Command> stopOverdue() {
    for (String name : new TreeSet<>(running.pipelines().keySet())) {
      ending =
          ending.and(
              Ending.notSaved(
                  name, "it did not stop within %d s".formatted(STOP_PATIENCE.toSeconds())));
    }
    running.pipelines().clear();
    running.live().clear();
    return drain();
  }

  /** The last alerts are delivered as far as that goes. */
  private Behavior<Command> drain() {
    if (healthAlerts.isEmpty()) {
      return end(ending);
    }
    timers.cancel(Timer.STOP_OVERDUE);
    timers.startSingleTimer(Timer.DRAIN_OVERDUE, DRAIN_PATIENCE);
    ActorRef<Alerting.Drained> drained =
        getContext().messageAdapter(Alerting.Drained.class, done -> new AlertsDrained());
    healthAlerts.get().tell(new HealthAlerts.Drain(drained));
    return this;
  }

  private Behavior<Command> end(Ending how) {
    Optional<String> verdict =
        setup.options().untilIdle().isPresent() ? unread.verdict(endedSources) : Optional.empty();
    setup
        .ended()
        .complete(verdict.map(why -> how.and(new Ending(ExitCode.FAILED, why))).orElse(how));
    return Behaviors.stopped();
  }
}
