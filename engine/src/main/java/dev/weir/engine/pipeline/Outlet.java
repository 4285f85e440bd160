package dev.weir.engine.pipeline;

import dev.weir.detectors.StateWriter;
import dev.weir.engine.FailureText;
import dev.weir.engine.Sink;
import dev.weir.engine.metrics.RecordCounter;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Restores the order of the source, has each slot written by the sinks, counts what became of its
 * records, and gives it back. A barrier is passed on once everything before it is flushed.
 */
final class Outlet extends AbstractMatchingBehavior<Outlet.Command> {

  sealed interface Command {}

  /** One of those who had a share in the slot is done with it. */
  record Emit(InFlight item) implements Command {}

  /** Write what is there, close the sinks, and stop. */
  enum Close implements Command {
    ORDERLY
  }

  /** By the thread of the sinks: they wrote the slot, or flushed at it. */
  record Written(InFlight item) implements Command {}

  /** By the thread of the sinks: the sink of this name failed. */
  record WriteFailed(String sink, Throwable failure) implements Command {}

  /** By the thread of the sinks: they are closed. */
  enum Closed implements Command {
    SINKS
  }

  /**
   * The dependencies of an outlet.
   *
   * @param checkpointer empty if nothing is saved
   * @param marking opens the mark of the last record that sinks may have seen; empty for no mark
   * @param nanoTime the clock that measures latency
   * @param sinksClosed completed once the sinks are closed
   */
  record Setup(
      String pipeline,
      List<Sink> sinks,
      Optional<ActorRef<Checkpointer.Command>> checkpointer,
      Optional<SinkThread.Marking> marking,
      Monitor monitor,
      LongSupplier nanoTime,
      CompletableFuture<Done> sinksClosed) {}

  private final Setup setup;
  private final PipelineMonitor monitor;
  private final RecordCounter recordCounter;
  private final SinkThread writer;
  private final Map<Long, InFlight> complete = new HashMap<>();
  private long next = 1;

  static Behavior<Command> create(Setup setup, RecordCounter restored) {
    return Behaviors.setup(context -> new Outlet(context, setup, restored));
  }

  private Outlet(ActorContext<Command> context, Setup setup, RecordCounter restored) {
    super(context);
    this.setup = setup;
    this.monitor = setup.monitor().pipeline(setup.pipeline());
    this.recordCounter = restored;
    ActorRef<Command> self = context.getSelf();
    this.writer =
        SinkThread.start(
            setup.pipeline(), setup.sinks(), setup.marking(), self, setup.sinksClosed());
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Emit(InFlight item) -> emit(item);
      case Written(InFlight item) -> written(item);
      case WriteFailed(String sink, Throwable failure) -> throw failed(sink, failure);
      case Close.ORDERLY -> close();
      case Closed.SINKS -> Behaviors.stopped();
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      writer.stop();
    }
    return this;
  }

  private Behavior<Command> emit(InFlight item) {
    if (item.participantDone()) {
      complete.put(item.number(), item);
      for (InFlight ready = complete.remove(next); ready != null; ready = complete.remove(next)) {
        if (ready instanceof Slot slot) {
          collectEvents(slot);
        }
        writer.write(ready);
        next++;
      }
    }
    return this;
  }

  private static void collectEvents(Slot slot) {
    for (Slot.Share share : slot.shares) {
      slot.batch.addEvents(share.events);
    }
    slot.batch.sortEvents();
  }

  private Behavior<Command> written(InFlight item) {
    switch (item) {
      case Barrier barrier -> barrier.job().ifPresent(job -> flushed(barrier, job));
      case Slot slot -> count(slot);
    }
    item.owner().tell(new Ingestion.Settled(item));
    return this;
  }

  private void count(Slot slot) {
    if (slot.goesLive) {
      // Silences that began in the history are forgotten.
      recordCounter.silent(0);
    }
    recordCounter.count(slot.batch);
    long errors = recordCounter.takeErrors();
    if (errors > 0) {
      setup.monitor().error(errors);
    }
    monitor.written(recordCounter.counts(), recordCounter.evaluation());
    monitor.alertRate(recordCounter.alertRate());
    setup
        .monitor()
        .writtenAt(setup.nanoTime().getAsLong(), slot.batch.readNanos(), slot.batch.size());
  }

  /**
   * Without a successful flush there is no checkpoint: sinks may lose records that must then be
   * read again.
   */
  private void flushed(Barrier barrier, CheckpointJob job) {
    if (barrier.unsaved().isPresent()) {
      String reason = barrier.unsaved().get();
      setup.checkpointer().ifPresent(c -> c.tell(new Checkpointer.Overdue(job, reason)));
      barrier.owner().tell(new Ingestion.NotCommitted(job, reason));
      return;
    }
    StateWriter out = new StateWriter(4096);
    recordCounter.write(out);
    setup.checkpointer().ifPresent(c -> c.tell(new Checkpointer.Flushed(job, out.written())));
  }

  private Behavior<Command> close() {
    writer.close();
    return this;
  }

  /** An Error stays what it is: it ends the process. */
  private RuntimeException failed(String sink, Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    String reason = FailureText.of(failure);
    String where = reason.contains(sink) ? "" : " to " + sink;
    return new IllegalStateException(
        "pipeline '%s' cannot write%s: %s".formatted(setup.pipeline(), where, reason), failure);
  }
}
