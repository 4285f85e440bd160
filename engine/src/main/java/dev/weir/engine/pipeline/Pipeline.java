package dev.weir.engine.pipeline;

import dev.weir.checkpointing.NewerFormatException;
import dev.weir.engine.FailureText;
import dev.weir.engine.Sink;
import dev.weir.engine.SourceRefusedException;
import dev.weir.engine.actors.Fatal;
import dev.weir.engine.actors.RestartBackoff;
import dev.weir.engine.query.Question;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.series.PoisonRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * One source and everything that happens to its records: the unit of order, of recovery and of
 * distribution. Fails as one: when a child fails, all are stopped, and it starts again from its
 * last checkpoint; other pipelines never notice.
 */
public final class Pipeline extends AbstractMatchingBehavior<Pipeline.Command> {

  /** A message that the actor takes. */
  public sealed interface Command {}

  /** Read no more, let everything that was read be written and saved, and stop. */
  public enum Stop implements Command {
    ORDERLY
  }

  /** Answer a question, behind everything dispatched so far. */
  public record Ask(Question question) implements Command {}

  private record Restored(StartState state) implements Command {}

  private record RestoreFailed(Throwable failure) implements Command {}

  private record Drained(Ingestion.Drained drained) implements Command {}

  private record SourceEnded(Ingestion.SourceEnded until) implements Command {}

  private enum Internal implements Command {
    THREADS_ENDED,
    BACKOFF_OVER,
    CALM
  }

  private static final Duration CALM_AFTER = Duration.ofSeconds(30);

  private final PipelineSetup setup;
  private final PipelineMonitor monitor;
  private final TimerScheduler<Command> timers;
  private final PipelineChildren children;
  private Optional<ActorRef<Ingestion.Command>> ingestion = Optional.empty();
  private Optional<ActorRef<Outlet.Command>> outlet = Optional.empty();
  private Optional<Ingestion.Drained> drained = Optional.empty();
  private Optional<String> newPoison = Optional.empty();
  private Optional<PipelineEvent.Failed> failed = Optional.empty();
  private CompletableFuture<Done> threads = CompletableFuture.completedFuture(Done.done());
  private final RestartBackoff backoff = new RestartBackoff();
  private Optional<Long> life = Optional.empty();
  private boolean leaving;
  private boolean stopping;

  /** Whether it leaves to start again with other settings, from a checkpoint it has just taken. */
  private boolean changingSettings;

  /** Why it last went back to its checkpoint. */
  private String lastFailure = "";

  public static Behavior<Command> create(PipelineSetup setup) {
    return Fatal.guard(
        Command.class,
        setup.services().fatal(),
        Behaviors.setup(
            context -> Behaviors.withTimers(timers -> new Pipeline(context, setup, timers))));
  }

  private Pipeline(
      ActorContext<Command> context, PipelineSetup setup, TimerScheduler<Command> timers) {
    super(context);
    context.setLoggerName("weir.service");
    this.setup = setup;
    this.timers = timers;
    this.children = new PipelineChildren(context, setup.services().fatal());
    this.monitor = setup.services().monitor().pipeline(setup.name());
    restore();
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Restored(StartState state) -> run(state);
      case RestoreFailed(Throwable failure) -> restoreFailed(failure);
      case Stop.ORDERLY -> stopping ? this : stop();
      case Ask(Question question) -> ask(question);
      case Drained(Ingestion.Drained result) -> drained(result);
      case SourceEnded(Ingestion.SourceEnded until) -> sourceEnded(until);
      case Internal.THREADS_ENDED -> leave();
      case Internal.BACKOFF_OVER -> restore();
      case Internal.CALM -> {
        backoff.reset();
        yield this;
      }
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof Terminated ended) {
      children.terminated(ended.getRef());
      if (leaving) {
        return leave();
      }
      if (drained.isPresent()) {
        beginLeaving();
      } else {
        String name = ended.getRef().path().name();
        rewind(
            ended instanceof ChildFailed failed
                ? failed.getCause()
                : new IllegalStateException(name + " ended by itself"));
      }
    }
    return this;
  }

  // ---- Start.

  private Behavior<Command> restore() {
    Optional<String> poison = newPoison;
    newPoison = Optional.empty();
    Optional<Long> epoch = life;
    CompletableFuture<Command> loaded = new CompletableFuture<>();
    setup
        .services()
        .blocking()
        .execute(() -> {
          try {
            loaded.complete(new Restored(StartState.load(setup, poison, epoch)));
          } catch (IOException | RuntimeException | Error e) {
            loaded.complete(new RestoreFailed(e));
          }
        });
    getContext().pipeToSelf(loaded, (result, failure) -> result);
    return this;
  }

  private Behavior<Command> restoreFailed(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    String reason = FailureText.of(failure);
    if (failure instanceof IOException && !(failure instanceof NewerFormatException)) {
      lastFailure = reason;
      setup.owner().tell(new PipelineEvent.Rewinding(setup.name(), reason));
      return stopping ? stopUnsaved() : retryLater();
    }
    setup.owner().tell(failed(PipelineEvent.Failed.Cause.STATE_REFUSED, reason));
    return Behaviors.stopped();
  }

  private Behavior<Command> run(StartState start) {
    life = Optional.of(start.epoch());
    monitor.started(start.recordCounter().counts(), start.table().size());
    CompletableFuture<Done> sinksClosed = new CompletableFuture<>();
    CompletableFuture<Done> sourceClosed = new CompletableFuture<>();
    threads = sinksClosed.thenCombine(sourceClosed, (a, b) -> a);
    leaving = false;
    changingSettings = false;
    start.earlierSettings(setup.name()).ifPresent(line -> getContext().getLog().info(line));
    ActorRef<Outlet.Command> newOutlet =
        children.spawn(
            Outlet.Command.class,
            Outlet.create(setup.outlet(start, sinksClosed), start.recordCounter()),
            "outlet");
    List<ActorRef<Worker.Command>> workers = new ArrayList<>();
    for (int i = 0; i < setup.definition().settings().workers(); i++) {
      Behavior<Worker.Command> worker =
          Worker.create(setup.worker(i, start, newOutlet), start.workers().get(i));
      workers.add(children.spawn(Worker.Command.class, worker, "worker-" + i));
    }
    ActorRef<Ingestion.SourceEnded> listener =
        getContext().messageAdapter(Ingestion.SourceEnded.class, SourceEnded::new);
    Behavior<Ingestion.Command> newIngestion =
        Ingestion.create(
            setup.ingestion(start, workers, newOutlet, listener),
            setup.reader(start, sourceClosed));
    outlet = Optional.of(newOutlet);
    ingestion = Optional.of(children.spawn(Ingestion.Command.class, newIngestion, "ingestion"));
    timers.startSingleTimer(Internal.CALM, CALM_AFTER);
    setup.owner().tell(start.started(setup.name()));
    return stopping ? stop() : this;
  }

  private Behavior<Command> ask(Question question) {
    ingestion.ifPresentOrElse(
        running -> running.tell(new Ingestion.Ask(question)),
        () -> question.notRunning(setup.name()));
    return this;
  }

  /** At the end of the earlier settings, saves what they judged and starts with the next ones. */
  private Behavior<Command> sourceEnded(Ingestion.SourceEnded until) {
    switch (until) {
      case FOR_GOOD -> setup.owner().tell(new PipelineEvent.Ended(setup.name()));
      case FOR_THESE_SETTINGS -> {
        if (!stopping) {
          changingSettings = true;
          drain();
        }
      }
    }
    return this;
  }

  // ---- Failure.

  private void rewind(Throwable cause) {
    if (cause instanceof PoisonRecordException poison) {
      newPoison = Optional.of(poison.position());
    }
    String reason = FailureText.of(cause);
    if (FailureText.isCausedBy(Sink.ReaderGoneException.class, cause)) {
      fail(PipelineEvent.Failed.Cause.READER_GONE, reason);
      return;
    }
    if (FailureText.isCausedBy(SourceRefusedException.class, cause)) {
      fail(PipelineEvent.Failed.Cause.SOURCE_REFUSED, reason);
      return;
    }
    lastFailure = reason;
    monitor.rewound();
    setup.services().monitor().error(1);
    // Of a disk or a connection that failed the message says it all, not where in the code.
    if (!FailureText.isCausedBy(IOException.class, cause)) {
      getContext().getLog().error("a part of pipeline '{}' failed", setup.name(), cause);
    }
    if (setup.definition().source().rewindable()) {
      setup.owner().tell(new PipelineEvent.Rewinding(setup.name(), reason));
      beginLeaving();
    } else {
      String lost = reason + "; what its source gave cannot be read again";
      fail(PipelineEvent.Failed.Cause.SOURCE_LOST, lost);
    }
  }

  /** Reports the failure once all children and threads have ended. */
  private void fail(PipelineEvent.Failed.Cause cause, String reason) {
    failed = Optional.of(failed(cause, reason));
    beginLeaving();
  }

  private PipelineEvent.Failed failed(PipelineEvent.Failed.Cause cause, String reason) {
    return new PipelineEvent.Failed(setup.name(), cause, reason);
  }

  private void beginLeaving() {
    leaving = true;
    timers.cancel(Internal.CALM);
    ingestion = Optional.empty();
    outlet = Optional.empty();
    children.stopAll();
    getContext().pipeToSelf(threads, (done, failure) -> Internal.THREADS_ENDED);
  }

  /** Goes on once all children and threads have ended. */
  private Behavior<Command> leave() {
    if (!leaving || !children.isEmpty() || !threads.isDone()) {
      return this;
    }
    leaving = false;
    if (drained.isPresent() && changingSettings && !stopping) {
      Optional<String> unsaved = drained.get().unsaved();
      drained = Optional.empty();
      return unsaved.isPresent() ? notSaved(unsaved.get()) : restore();
    }
    if (drained.isPresent()) {
      setup.owner().tell(new PipelineEvent.Stopped(setup.name(), drained.get().unsaved()));
      return Behaviors.stopped();
    }
    if (failed.isPresent()) {
      setup.owner().tell(failed.get());
      return Behaviors.stopped();
    }
    if (newPoison.isPresent()) {
      return restore();
    }
    return stopping ? stopUnsaved() : retryLater();
  }

  private Behavior<Command> notSaved(String reason) {
    lastFailure = reason;
    setup.owner().tell(new PipelineEvent.Rewinding(setup.name(), reason));
    return retryLater();
  }

  private Behavior<Command> retryLater() {
    timers.startSingleTimer(Internal.BACKOFF_OVER, backoff.next());
    return this;
  }

  // ---- End.

  private Behavior<Command> stop() {
    stopping = true;
    if (timers.isTimerActive(Internal.BACKOFF_OVER)) {
      return stopUnsaved();
    }
    if (!changingSettings) {
      drain();
    }
    return this;
  }

  private void drain() {
    ActorRef<Ingestion.Drained> adapter =
        getContext().messageAdapter(Ingestion.Drained.class, Drained::new);
    ingestion.ifPresent(running -> running.tell(new Ingestion.Drain(adapter)));
  }

  /**
   * Nothing of it runs, and what failed would fail again: a stop does not wait for it. Everything
   * behind the last checkpoint is read again at the next start.
   */
  private Behavior<Command> stopUnsaved() {
    setup.owner().tell(new PipelineEvent.Stopped(setup.name(), Optional.of(lastFailure)));
    return Behaviors.stopped();
  }

  private Behavior<Command> drained(Ingestion.Drained result) {
    drained = Optional.of(result);
    outlet.ifPresent(running -> running.tell(Outlet.Close.ORDERLY));
    return this;
  }
}
