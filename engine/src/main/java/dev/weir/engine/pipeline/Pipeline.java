package dev.weir.engine.pipeline;

import dev.weir.checkpointing.NewerFormatException;
import dev.weir.engine.FailureText;
import dev.weir.engine.Sink;
import dev.weir.engine.actors.Fatal;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.series.PoisonRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.SupervisorStrategy;
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

  public sealed interface Command {}

  /** Read no more, let everything that was read be written and saved, and stop. */
  public enum Stop implements Command {
    ORDERLY
  }

  /** Answer a question about a series, behind everything dispatched so far. */
  public record Ask(SeriesQuery query, ActorRef<SeriesAnswer> replyTo) implements Command {}

  private record Restored(StartState state) implements Command {}

  private record RestoreFailed(Throwable failure) implements Command {}

  private record Drained(Ingestion.Drained drained) implements Command {}

  private enum SourceEnded implements Command {
    FOR_GOOD,
    FOR_THESE_SETTINGS
  }

  private enum Internal implements Command {
    THREADS_ENDED,
    BACKOFF_OVER,
    CALM
  }

  /** What a pipeline tells whoever owns it. */
  public sealed interface Event {
    String pipeline();
  }

  /**
   * It runs, from a checkpoint or anew.
   *
   * @param series it knows from the checkpoint
   * @param anew how many of them begin to learn again, because their detector is another now
   */
  public record Started(String pipeline, long records, long series, long anew) implements Event {}

  /** Something in it failed, and it goes back to its last checkpoint. */
  public record Rewinding(String pipeline, String reason) implements Event {}

  /** It cannot go on, and starting again would not help. */
  public record Failed(String pipeline, Cause cause, String reason) implements Event {

    /** Why starting again would not help. */
    public enum Cause {
      /** Its saved state is not what this program can read. */
      STATE_REFUSED,
      /** What its source gave cannot be read again. */
      SOURCE_LOST,
      /** Nobody takes what a sink of it writes, and nobody will. */
      READER_GONE
    }
  }

  /** Its source has nothing to read any more. */
  public record Ended(String pipeline) implements Event {}

  /**
   * It has stopped in an orderly way.
   *
   * @param unsaved why its state is not saved, if it should be and is not
   */
  public record Stopped(String pipeline, Optional<String> unsaved) implements Event {}

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
  private static final Duration CALM_AFTER = Duration.ofSeconds(30);

  /** What failed is said once, by the pipeline. */
  private static final SupervisorStrategy STOP =
      SupervisorStrategy.stop().withLoggingEnabled(false);

  private final PipelineSetup setup;
  private final PipelineMonitor monitor;
  private final TimerScheduler<Command> timers;
  private final Set<ActorRef<Void>> children = new HashSet<>();
  private Optional<ActorRef<Ingestion.Command>> ingestion = Optional.empty();
  private Optional<ActorRef<Outlet.Command>> outlet = Optional.empty();
  private Optional<Ingestion.Drained> drained = Optional.empty();
  private Optional<String> newPoison = Optional.empty();
  private Optional<Failed> failed = Optional.empty();
  private CompletableFuture<Done> threads = CompletableFuture.completedFuture(Done.done());
  private Duration backoff = FIRST_BACKOFF;
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
    this.monitor = setup.services().monitor().pipeline(setup.name());
    restore();
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Restored(StartState state) -> run(state);
      case RestoreFailed(Throwable failure) -> restoreFailed(failure);
      case Stop.ORDERLY -> stop();
      case Ask(SeriesQuery query, ActorRef<SeriesAnswer> replyTo) -> ask(query, replyTo);
      case Drained(Ingestion.Drained result) -> drained(result);
      case SourceEnded.FOR_GOOD -> {
        setup.owner().tell(new Ended(setup.name()));
        yield this;
      }
      case SourceEnded.FOR_THESE_SETTINGS -> changeSettings();
      case Internal.THREADS_ENDED -> leave();
      case Internal.BACKOFF_OVER -> restore();
      case Internal.CALM -> {
        backoff = FIRST_BACKOFF;
        yield this;
      }
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof Terminated ended) {
      children.remove(ended.getRef());
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
      setup.owner().tell(new Rewinding(setup.name(), reason));
      return stopping ? stopUnsaved() : retryLater();
    }
    setup.owner().tell(new Failed(setup.name(), Failed.Cause.STATE_REFUSED, reason));
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
    start.stretch().until().ifPresent(last -> logEarlierSettings(start, last));
    ActorRef<Outlet.Command> newOutlet =
        child(
            Outlet.Command.class,
            Outlet.create(setup.outlet(start, sinksClosed), start.recordCounter()),
            "outlet");
    List<ActorRef<Worker.Command>> workers = new ArrayList<>();
    for (int i = 0; i < setup.definition().settings().workers(); i++) {
      Behavior<Worker.Command> worker =
          Worker.create(setup.worker(i, start, newOutlet), start.workers().get(i));
      workers.add(child(Worker.Command.class, worker, "worker-" + i));
    }
    ActorRef<Ingestion.SourceEnded> listener =
        getContext()
            .messageAdapter(
                Ingestion.SourceEnded.class,
                ended ->
                    switch (ended) {
                      case FOR_GOOD -> SourceEnded.FOR_GOOD;
                      case FOR_THESE_SETTINGS -> SourceEnded.FOR_THESE_SETTINGS;
                    });
    Behavior<Ingestion.Command> newIngestion =
        Ingestion.create(
            setup.ingestion(start, workers, newOutlet, listener),
            setup.reader(start, sourceClosed));
    outlet = Optional.of(newOutlet);
    ingestion = Optional.of(child(Ingestion.Command.class, newIngestion, "ingestion"));
    timers.startSingleTimer(Internal.CALM, CALM_AFTER);
    setup.owner().tell(start.started(setup.name()));
    return stopping ? stop() : this;
  }

  private <T> ActorRef<T> child(Class<T> messages, Behavior<T> behavior, String name) {
    Behavior<T> guarded = Fatal.guard(messages, setup.services().fatal(), behavior);
    ActorRef<T> child =
        getContext().spawn(Behaviors.supervise(guarded).onFailure(Exception.class, STOP), name);
    getContext().watch(child);
    children.add(child.unsafeUpcast());
    return child;
  }

  private Behavior<Command> ask(SeriesQuery query, ActorRef<SeriesAnswer> replyTo) {
    ingestion.ifPresentOrElse(
        running -> running.tell(new Ingestion.Ask(query, replyTo)),
        () -> replyTo.tell(new SeriesAnswer.NotRunning(setup.name())));
    return this;
  }

  private void logEarlierSettings(StartState start, long last) {
    getContext()
        .getLog()
        .info(
            "source '{}': the changed settings count from record {} on; {} records that a sink may"
                + " have seen are judged by the earlier ones",
            setup.name(),
            last + 1,
            last - start.recordCounter().counts().settled());
  }

  /**
   * Everything that the earlier settings judge is read: saves it, and starts with the next ones.
   */
  private Behavior<Command> changeSettings() {
    if (!stopping) {
      changingSettings = true;
      drain();
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
      failed = Optional.of(new Failed(setup.name(), Failed.Cause.READER_GONE, reason));
      beginLeaving();
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
      setup.owner().tell(new Rewinding(setup.name(), reason));
    } else {
      String lost = reason + "; what its source gave cannot be read again";
      failed = Optional.of(new Failed(setup.name(), Failed.Cause.SOURCE_LOST, lost));
    }
    beginLeaving();
  }

  private void beginLeaving() {
    leaving = true;
    timers.cancel(Internal.CALM);
    ingestion = Optional.empty();
    outlet = Optional.empty();
    children.forEach(getContext()::stop);
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
      setup.owner().tell(new Stopped(setup.name(), drained.get().unsaved()));
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
    setup.owner().tell(new Rewinding(setup.name(), reason));
    return retryLater();
  }

  private Behavior<Command> retryLater() {
    timers.startSingleTimer(Internal.BACKOFF_OVER, backoff);
    Duration doubled = backoff.multipliedBy(2);
    backoff = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
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
    setup.owner().tell(new Stopped(setup.name(), Optional.of(lastFailure)));
    return Behaviors.stopped();
  }

  private Behavior<Command> drained(Ingestion.Drained result) {
    drained = Optional.of(result);
    outlet.ifPresent(running -> running.tell(Outlet.Close.ORDERLY));
    return this;
  }
}
