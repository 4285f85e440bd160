package dev.weir.engine.pipeline;

import dev.weir.engine.FailureText;
import dev.weir.engine.Position;
import dev.weir.engine.StreamTime;
import dev.weir.engine.query.Question;
import dev.weir.engine.query.SearchUnderWay;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.series.Ids;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Lets in what the reader reads, as fast as what went before is settled: a slot is handed to the
 * workers only while there is credit for its records. Sends the barriers.
 */
final class Ingestion extends AbstractMatchingBehavior<Ingestion.Command> {

  sealed interface Command {}

  /** Fact: the slot is written, and may be used again. */
  record Settled(InFlight item) implements Command {}

  /** Fact: the checkpoint is safe; the source may forget what is before {@code safe}. */
  record Committed(CheckpointJob job, Optional<Position> safe) implements Command {}

  /** Fact: the checkpoint does not exist. */
  record NotCommitted(CheckpointJob job, String reason) implements Command {}

  /** By the reader: a slot was read. */
  record Polled(Slot slot) implements Command {}

  /**
   * By the reader: nothing more will come, because of a stop, because the source is at its end, or
   * because other settings judge what comes next.
   */
  enum ReaderStopped implements Command {
    NOTHING_MORE,
    SOURCE_ENDED,
    OTHER_SETTINGS
  }

  /** By the reader: the source failed. */
  record ReadFailed(Throwable failure) implements Command {}

  /** Let a question be answered behind everything dispatched so far. */
  record Ask(Question question) implements Command {}

  /** Stop reading, let everything that was read be written and saved, then say so. */
  record Drain(ActorRef<Drained> replyTo) implements Command {}

  /** Nothing more is read; what was read is on its way. */
  enum SourceEnded {
    /** The source has nothing to read any more. */
    FOR_GOOD,
    /** Other settings judge the records that come next. */
    FOR_THESE_SETTINGS
  }

  /**
   * Everything that was read is written.
   *
   * @param unsaved why it is not saved, if it should be and is not
   */
  record Drained(Optional<String> unsaved) {}

  private enum CheckpointDue implements Command {
    TICK
  }

  private record CheckpointOverdue(CheckpointJob job) implements Command {}

  /**
   * Dependencies of an ingestion.
   *
   * @param credit records that may be with workers and outlet at once
   */
  record Setup(
      String pipeline,
      List<ActorRef<Worker.Command>> workers,
      ActorRef<Outlet.Command> outlet,
      CheckpointJob.Schedule checkpoints,
      long credit,
      ActorRef<SourceEnded> listener,
      PipelineMonitor monitor) {}

  /** How often the last checkpoint is tried. */
  private static final int FINAL_BARRIERS = 3;

  private final Setup setup;
  private final TimerScheduler<Command> timers;
  private final ReaderThread reader;
  private final Deque<Slot> waiting = new ArrayDeque<>();
  private Optional<ActorRef<Drained>> draining = Optional.empty();

  /** Why the source cannot be read; what was read before is written and saved first. */
  private Optional<Throwable> readFailure = Optional.empty();

  private final CheckpointCoordinator checkpoints;
  private Position dispatchedTo;

  /** The time of the stream at {@code dispatchedTo}; empty if it does not matter. */
  private Optional<StreamTime> time;

  private long dispatched;
  private long withWorkers;

  /** How many slots and barriers were sent. */
  private long inFlight;

  private boolean readerStopped;
  private int finalBarriers;
  private boolean finalBarrierPassed;

  static Behavior<Command> create(Setup setup, ReaderThread.Setup source) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          if (setup.checkpoints().checkpointer().isPresent()) {
            timers.startTimerWithFixedDelay(CheckpointDue.TICK, setup.checkpoints().untilFirst());
          }
          return new Ingestion(context, setup, timers, source);
        }));
  }

  private Ingestion(
      ActorContext<Command> context,
      Setup setup,
      TimerScheduler<Command> timers,
      ReaderThread.Setup source) {
    super(context);
    this.setup = setup;
    this.timers = timers;
    this.checkpoints = new CheckpointCoordinator(setup.checkpoints());
    this.dispatched = source.alreadyRead();
    this.time = source.start().time();
    this.dispatchedTo = source.start().position().orElse(new Position(""));
    this.reader = ReaderThread.start(source, setup.workers().size(), context.getSelf());
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Polled(Slot slot) -> waiting.add(slot);
      case Settled(InFlight item) -> settled(item);
      case Committed(CheckpointJob job, Optional<Position> safe) -> {
        checkpoints.committed(job);
        safe.ifPresent(reader::commit);
      }
      case NotCommitted(CheckpointJob job, String reason) -> checkpoints.failed(job, reason);
      case ReaderStopped reason -> readerStopped(reason);
      case ReadFailed(Throwable failure) -> readFailed(failure);
      case Ask(Question question) -> ask(question);
      case Drain(ActorRef<Drained> replyTo) -> drain(replyTo);
      case CheckpointDue.TICK -> checkpointDue();
      case CheckpointOverdue(CheckpointJob job) -> checkpoints.overdue(job);
    }
    dispatch();
    if (draining.isEmpty() && checkpoints.isDueAtOnce()) {
      sendBarrier();
    }
    finishDraining();
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      checkpoints.abandon();
      reader.close();
    }
    return this;
  }

  private void dispatch() {
    while (!waiting.isEmpty() && hasCredit(waiting.element().batch.size())) {
      Slot slot = waiting.remove();
      int records = slot.batch.size();
      withWorkers += records;
      dispatched += records;
      dispatchedTo = slot.end;
      time = slot.isWatched() ? Optional.of(slot.streamTimes().end()) : Optional.empty();
      checkpoints.dispatched(records);
      reader.taken(records);
      setup.monitor().dispatched(dispatched);
      slot.dispatch(++inFlight);
      if (slot.participants() == 0) {
        setup.outlet().tell(new Outlet.Emit(slot));
      }
      for (int worker = 0; worker < slot.shares.length; worker++) {
        if (slot.concerns(worker)) {
          setup.workers().get(worker).tell(new Worker.Observe(slot));
        }
      }
    }
  }

  private void ask(Question question) {
    List<ActorRef<Worker.Command>> workers = setup.workers();
    switch (question) {
      case Question.OfSeries ofSeries -> {
        int worker = Router.workerOf(Ids.seed(ofSeries.key()), workers.size());
        workers.get(worker).tell(new Worker.Ask(ofSeries, dispatched));
      }
      case Question.OfAllSeries ofAll -> {
        SearchUnderWay search =
            new SearchUnderWay(ofAll, setup.pipeline(), dispatched, workers.size());
        workers.forEach(worker -> worker.tell(new Worker.Search(search)));
      }
      case Question.ForCheckpoint asked -> checkpoints.ask(asked.replyTo(), dispatched);
    }
  }

  private boolean hasCredit(int records) {
    return withWorkers == 0 || withWorkers + records <= setup.credit();
  }

  private void settled(InFlight item) {
    switch (item) {
      case Barrier barrier -> finalBarrierPassed = finalBarriers > 0;
      case Slot slot -> {
        withWorkers -= slot.batch.size();
        reader.free(slot);
      }
    }
  }

  private void readerStopped(ReaderStopped reason) {
    readerStopped = true;
    switch (reason) {
      case NOTHING_MORE -> {}
      case SOURCE_ENDED -> setup.listener().tell(SourceEnded.FOR_GOOD);
      case OTHER_SETTINGS -> setup.listener().tell(SourceEnded.FOR_THESE_SETTINGS);
    }
  }

  // ---- Checkpoints.

  private void checkpointDue() {
    if (checkpoints.isDue()) {
      sendBarrier();
    }
  }

  /** Sends a barrier behind everything dispatched; it is a checkpoint's if something changed. */
  private void sendBarrier() {
    boolean first = checkpoints.isFirst();
    ActorRef<Command> self = getContext().getSelf();
    Optional<CheckpointJob> checkpoint = checkpoints.begin(dispatchedTo, time, self);
    checkpoint.ifPresent(job -> {
      if (first) {
        timers.startTimerWithFixedDelay(CheckpointDue.TICK, setup.checkpoints().every());
      }
      timers.startSingleTimer(
          CheckpointOverdue.class, new CheckpointOverdue(job), setup.checkpoints().timeout());
      setup.workers().forEach(worker -> worker.tell(new Worker.TakeSnapshot(job)));
    });
    setup.outlet().tell(new Outlet.Emit(new Barrier(++inFlight, checkpoint, self)));
  }

  // ---- The end.

  private void drain(ActorRef<Drained> replyTo) {
    draining = Optional.of(replyTo);
    reader.stopReading();
  }

  /**
   * A source that fails does not take back what it gave: that is written and saved first. So a
   * source that fails again and again gets on, and its sinks see no record twice.
   */
  private void readFailed(Throwable failure) {
    if (failure instanceof Error || setup.checkpoints().checkpointer().isEmpty()) {
      throw failed(failure);
    }
    readFailure = Optional.of(failure);
    readerStopped = true;
  }

  private void finishDraining() {
    boolean empty = readerStopped && waiting.isEmpty() && withWorkers == 0;
    boolean leaving = draining.isPresent() || readFailure.isPresent();
    if (!leaving || !empty || checkpoints.isUnderWay()) {
      return;
    }
    if (draining.isEmpty() && !checkpoints.isChanged()) {
      throw failed(readFailure.orElseThrow());
    }
    boolean unsavedYet =
        finalBarrierPassed && checkpoints.unsaved().isPresent() && finalBarriers < FINAL_BARRIERS;
    if (finalBarriers == 0 || unsavedYet) {
      finalBarriers++;
      finalBarrierPassed = false;
      sendBarrier();
    } else if (finalBarrierPassed) {
      ActorRef<Drained> replyTo = draining.orElseThrow(() -> failed(readFailure.orElseThrow()));
      replyTo.tell(new Drained(checkpoints.unsaved()));
      draining = Optional.empty();
      readFailure = Optional.empty();
    }
  }

  /** An Error stays what it is: it ends the process. */
  private RuntimeException failed(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    String what =
        "pipeline '%s' cannot read: %s".formatted(setup.pipeline(), FailureText.of(failure));
    return new IllegalStateException(what, failure);
  }
}
