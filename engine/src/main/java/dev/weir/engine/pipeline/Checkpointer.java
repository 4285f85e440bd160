package dev.weir.engine.pipeline;

import dev.weir.checkpointing.CheckpointHeader;
import dev.weir.checkpointing.CheckpointStore;
import dev.weir.checkpointing.CheckpointWriter;
import dev.weir.detectors.StateWriter;
import dev.weir.engine.FailureText;
import dev.weir.engine.Position;
import dev.weir.engine.Sections;
import dev.weir.monitoring.Monitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The one writer of checkpoints: saves one when it has the snapshots of all workers of a pipeline
 * and its outlet has flushed, and tells the pipeline what is safe. It runs on a dispatcher of its
 * own, where it may wait for the disk.
 */
public final class Checkpointer extends AbstractMatchingBehavior<Checkpointer.Command> {

  /** A message that the actor takes. */
  public sealed interface Command {}

  /**
   * Some series of a worker: entries, each behind its length.
   *
   * @param worker receives {@link Worker.Taken}, also if the job is over
   */
  record Entries(CheckpointJob job, ByteBuffer entries, ActorRef<Worker.Command> worker)
      implements Command {}

  /** A worker has sent all its entries, so many. */
  record SnapshotTaken(CheckpointJob job, long entries) implements Command {}

  /** Everything before the barrier is written; this is the state of the pipeline itself. */
  record Flushed(CheckpointJob job, ByteBuffer pipeline) implements Command {}

  /** Nobody waits for this one any more: its pipeline starts again. */
  record Abandon(CheckpointJob job) implements Command {}

  /** Nobody waits for this one any more: it took too long. It counts as failed. */
  record Overdue(CheckpointJob job, String reason) implements Command {}

  /**
   * Holds the dependencies of a checkpointer.
   *
   * @param program name and version, for the header
   * @param clock for the label in the header only
   */
  public record Setup(
      CheckpointStore store,
      String program,
      InstantSource clock,
      Monitor monitor,
      LongSupplier nanoTime) {}

  private static final class Draft {
    final CheckpointWriter writer;
    Optional<ByteBuffer> pipeline = Optional.empty();
    private int snapshots;
    private long expected;
    private long entries;

    Draft(CheckpointWriter writer) {
      this.writer = writer;
    }

    void append(ByteBuffer part) throws IOException {
      while (part.hasRemaining()) {
        int length = part.getInt();
        writer.entry(part.slice(part.position(), length));
        part.position(part.position() + length);
        entries++;
      }
    }

    void snapshotTaken(long sent) {
      snapshots++;
      expected += sent;
    }

    /** Whether all is there. After a restart, what came before it is missing, and never comes. */
    boolean isComplete(CheckpointJob job) {
      return snapshots == job.workers() && entries == expected && pipeline.isPresent();
    }
  }

  private final Setup setup;
  private final Map<CheckpointJob, Draft> drafts = new HashMap<>();

  /** The last job of each pipeline that was saved, failed or was abandoned. */
  private final Map<String, CheckpointJob> over = new HashMap<>();

  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Map<Long, Position>> positions = new HashMap<>();

  public static Behavior<Command> create(Setup setup) {
    return Behaviors.setup(context -> new Checkpointer(context, setup));
  }

  private Checkpointer(ActorContext<Command> context, Setup setup) {
    super(context);
    context.setLoggerName("weir.checkpoint");
    this.setup = setup;
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Entries(CheckpointJob job, ByteBuffer entries, var worker) -> {
        attempt(job, draft -> draft.append(entries));
        worker.tell(new Worker.Taken(job));
      }
      case SnapshotTaken(CheckpointJob job, long entries) ->
          attempt(job, draft -> draft.snapshotTaken(entries));
      case Flushed(CheckpointJob job, ByteBuffer pipeline) ->
          attempt(job, draft -> draft.pipeline = Optional.of(pipeline));
      case Abandon(CheckpointJob job) -> abandon(job);
      case Overdue(CheckpointJob job, String reason) -> overdue(job, reason);
    }
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop || signal instanceof PreRestart) {
      drafts.values().forEach(draft -> close(draft));
      drafts.clear();
    }
    return this;
  }

  @FunctionalInterface
  private interface Step {
    void apply(Draft draft) throws IOException;
  }

  private void attempt(CheckpointJob job, Step step) {
    if (isOver(job)) {
      return;
    }
    try {
      Draft draft = drafts.get(job);
      if (draft == null) {
        draft = begin(job);
        drafts.put(job, draft);
      }
      step.apply(draft);
      if (draft.isComplete(job)) {
        commit(job, draft);
      }
    } catch (IOException e) {
      fail(job, FailureText.of(e));
    }
  }

  private Draft begin(CheckpointJob job) throws IOException {
    long number = setup.store().nextNumber(job.pipeline());
    long previous = setup.store().numbers(job.pipeline()).stream().reduce(0L, Math::max);
    CheckpointHeader header =
        new CheckpointHeader(
            job.pipeline(),
            job.epoch(),
            number,
            previous,
            job.position().value(),
            job.detectors(),
            setup.program(),
            setup.clock().instant());
    CheckpointWriter writer = setup.store().begin(header);
    writer.beginSection(Sections.SERIES);
    return new Draft(writer);
  }

  private void commit(CheckpointJob job, Draft draft) throws IOException {
    draft.writer.beginSection(Sections.PIPELINE);
    draft.writer.entry(draft.pipeline.orElseThrow());
    if (job.time().isPresent()) {
      StateWriter time = new StateWriter(32);
      job.time().get().write(time);
      draft.writer.beginSection(Sections.STREAM);
      draft.writer.entry(time.written());
    }
    CheckpointWriter.Committed committed = draft.writer.commit();
    drafts.remove(job);
    over.put(job.pipeline(), job);
    setup.monitor().checkpointed(setup.nanoTime().getAsLong());
    Map<Long, Position> known =
        positions.computeIfAbsent(job.pipeline(), pipelineName -> new HashMap<>());
    known.put(committed.number(), job.position());
    known.keySet().removeIf(number -> number < committed.oldestRetained());
    Optional<Position> safe = Optional.ofNullable(known.get(committed.oldestRetained()));
    job.replyTo().tell(new Ingestion.Committed(job, safe));
    if (failures.remove(job.pipeline()) != null) {
      getContext().getLog().info("checkpoints of pipeline '{}' are saved again", job.pipeline());
    }
    getContext()
        .getLog()
        .debug(
            "checkpoint {} of '{}': {} bytes",
            committed.number(),
            job.pipeline(),
            committed.bytes());
  }

  private void overdue(CheckpointJob job, String reason) {
    if (!isOver(job)) {
      fail(job, reason);
    }
  }

  /**
   * Whether the job, or a later one of the same life of its pipeline, is over. A series that waits
   * for its fit sends what belongs to an overdue job once the fit is there, when the next job may
   * be over as well.
   */
  private boolean isOver(CheckpointJob job) {
    CheckpointJob last = over.get(job.pipeline());
    return last != null && last.replyTo().equals(job.replyTo()) && job.id() <= last.id();
  }

  private void fail(CheckpointJob job, String reason) {
    abandon(job);
    setup.monitor().checkpointFailed(reason);
    setup.monitor().error(1);
    String what = "cannot save a checkpoint of pipeline '%s': %s".formatted(job.pipeline(), reason);
    int times = failures.merge(job.pipeline(), 1, Integer::sum);
    if (Integer.bitCount(times) == 1) {
      getContext()
          .getLog()
          .error("{}; {} in a row; scoring goes on, nothing is acknowledged", what, times);
    }
    job.replyTo().tell(new Ingestion.NotCommitted(job, what));
  }

  private void abandon(CheckpointJob job) {
    over.put(job.pipeline(), job);
    Draft draft = drafts.remove(job);
    if (draft != null) {
      close(draft);
    }
  }

  private void close(Draft draft) {
    try {
      draft.writer.close();
    } catch (IOException e) {
      getContext().getLog().warn("cannot remove an unfinished checkpoint: {}", FailureText.of(e));
    }
  }
}
