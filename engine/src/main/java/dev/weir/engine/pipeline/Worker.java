package dev.weir.engine.pipeline;

import dev.weir.engine.Batch;
import dev.weir.engine.metrics.WarmUpGauge;
import dev.weir.engine.query.Question;
import dev.weir.engine.query.SearchUnderWay;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.engine.query.WorkerSearch;
import dev.weir.engine.state.SeriesById;
import dev.weir.engine.state.WorkerSeries;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.series.SeriesRules;
import dev.weir.series.SilenceTracker;
import dev.weir.series.Task;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Owns the series hashed to it: scores each record, then learns it. A series whose task is late
 * waits by itself, its records queued in order; the others go on.
 *
 * <p>A barrier stops nothing: see {@link IncrementalSnapshot}. What a series does at a record is
 * {@link dev.weir.series.SeriesProcessor}.
 */
final class Worker extends AbstractMatchingBehavior<Worker.Command> {

  sealed interface Command {}

  /** Commands that are done in the order of the stream, also while the checkpointer is behind. */
  sealed interface InTurn extends Command {}

  /** Take this worker's share of the slot through its models. */
  record Observe(Slot slot) implements InTurn {}

  /**
   * Answer a question about a series.
   *
   * @param records how many records of the source were dispatched before it
   */
  record Ask(Question.OfSeries question, long records) implements InTurn {}

  /** Take part in a search, among the series of this worker. */
  record Search(SearchUnderWay search) implements InTurn {}

  /** Take a snapshot: everything before this message is in it, nothing behind it is. */
  record TakeSnapshot(CheckpointJob job) implements Command {}

  /** By a runner: the outcome of a task of the series with this number. */
  record Done(int series, Task.Outcome outcome) implements Command {}

  /** By the checkpointer: it has taken a part of the snapshot. */
  record Taken(CheckpointJob job) implements Command {}

  private enum Internal implements Command {
    /** Save some more series. */
    SAVE_SOME,
    /** A second has passed. */
    TICK
  }

  /**
   * Everything that a worker needs.
   *
   * @param number of the worker, from 0
   * @param checkpointer empty if nothing is saved
   * @param runners of tasks
   * @param nanoTime the clock that measures how long saving keeps records waiting
   */
  record Setup(
      int number,
      String pipeline,
      SeriesRules rules,
      ActorRef<Outlet.Command> outlet,
      Optional<ActorRef<Checkpointer.Command>> checkpointer,
      PipelineSetup.Runners runners,
      Monitor monitor,
      LongSupplier nanoTime) {}

  private static final Duration TICK = Duration.ofSeconds(1);

  /** How many series are prefetched together: few enough for their lines to stay in the cache. */
  private static final int AHEAD = 32;

  private final Setup setup;
  private final PipelineMonitor monitor;
  private final TaskRequests tasks;
  private final RowProcessor rows;
  private final SeriesById series = new SeriesById();
  private final IncrementalSnapshot snapshots;
  private final WarmUpGauge warmUpGauge = new WarmUpGauge();
  private final SilenceWatch silences = new SilenceWatch();
  private final Map<WorkerSeries, WaitingSeries> waiting = new HashMap<>();
  private final HeldTurns held;

  @SuppressWarnings("UnusedVariable") // Written, so that the prefetched memory is really read.
  private double prefetched;

  static Behavior<Command> create(Setup setup, List<WorkerSeries> restored) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(Internal.TICK, TICK);
          return new Worker(context, setup, restored);
        }));
  }

  private Worker(ActorContext<Command> context, Setup setup, List<WorkerSeries> restored) {
    super(context);
    ActorRef<Command> self = context.getSelf();
    this.setup = setup;
    this.monitor = setup.monitor().pipeline(setup.pipeline());
    this.tasks = new TaskRequests(self, setup.runners(), setup.monitor());
    this.rows = new RowProcessor(setup.number(), tasks, warmUpGauge);
    this.snapshots =
        new IncrementalSnapshot(
            series, setup.nanoTime(), this::paused, () -> self.tell(Internal.SAVE_SOME));
    this.held = new HeldTurns(snapshots::mustWait, this::take, setup.nanoTime(), this::paused);
    restored.forEach(this::restore);
    reportWarming();
  }

  private void restore(WorkerSeries state) {
    series.add(state);
    silences.add(state);
    warmUpGauge.move(WarmUpGauge.NOTHING, state.recordsNeeded());
    rows.requestTasks(state);
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case InTurn turn -> held.takeOrHold(turn);
      case TakeSnapshot(CheckpointJob job) -> snapshot(job);
      case Taken(CheckpointJob job) -> snapshots.taken(job);
      case Internal.SAVE_SOME -> snapshots.continueSaving();
      case Done(int number, Task.Outcome outcome) -> done(number, outcome);
      case Internal.TICK -> {
        tasks.tick();
        snapshots.tick(!held.isEmpty());
      }
    }
    held.release();
    return this;
  }

  // ---- Slots.

  private void take(InTurn turn) {
    switch (turn) {
      case Observe observe -> observe(observe.slot());
      case Ask ask -> answer(ask);
      case Search(SearchUnderWay search) ->
          WorkerSearch.begin(
              search, series, (state, found) -> queued(state, new WaitingSeries.Find(found)));
    }
  }

  private void observe(Slot slot) {
    Slot.Share share = slot.shares[setup.number()];
    snapshots.beforeChange(slot, share);
    if (slot.goesLive && slot.isWatched()) {
      series.forEach(this::forgetSilence);
    }
    int to = slot.groupStart(share.firstGroup);
    for (int group = share.firstGroup; group < share.endGroup; group++) {
      if ((group - share.firstGroup) % AHEAD == 0) {
        prefetched =
            series.prefetch(slot.groupSeries, group, Math.min(group + AHEAD, share.endGroup));
      }
      int from = to;
      to = slot.groupEnds[group];
      observe(
          slot, share, stateOf(slot.groupSeries[group], slot.batch, slot.order[from]), from, to);
    }
    if (slot.isWatched()) {
      silences.pass(slot, share.events, snapshots::beforeChange);
    }
    emitIfFinished(slot);
  }

  /** Takes the rows of one series, or queues them where the series waits. */
  private void observe(Slot slot, Slot.Share share, WorkerSeries state, int from, int to) {
    if (slot.isWatched()) {
      silences.spoke(state, slot, from, to, share.events);
    }
    if (!waiting.isEmpty() && queued(state, new WaitingSeries.Take(slot, from, to))) {
      return;
    }
    int reached = rows.process(state, slot, from, to);
    if (reached == to) {
      share.unfinished--;
    } else {
      monitor.stalled();
      waiting.put(state, WaitingSeries.from(new WaitingSeries.Take(slot, reached, to)));
    }
  }

  /** Silences that began in a history were not reported. */
  private void forgetSilence(WorkerSeries state) {
    if (state.isSilent()) {
      snapshots.beforeChange(state);
      state.silence().ifPresent(SilenceTracker::forget);
    }
  }

  private WorkerSeries stateOf(int number, Batch batch, int row) {
    WorkerSeries known = series.find(number);
    if (known != null) {
      return known;
    }
    WorkerSeries state = new WorkerSeries(batch.series(row), setup.rules());
    series.add(state);
    snapshots.exclude(state);
    return state;
  }

  private void emitIfFinished(Slot slot) {
    reportWarming();
    if (slot.shares[setup.number()].unfinished == 0) {
      setup.outlet().tell(new Outlet.Emit(slot));
    }
  }

  private void reportWarming() {
    if (warmUpGauge.takeChanged()) {
      monitor.warming(setup.number(), warmUpGauge.now());
    }
  }

  // ---- Tasks.

  private void done(int number, Task.Outcome outcome) {
    WorkerSeries state = series.find(number);
    if (state != null) {
      state.complete(outcome);
      tasks.completed(state, outcome);
      resume(state);
    }
  }

  /** Queues a step behind the records of a series, if the series waits; returns whether it does. */
  private boolean queued(WorkerSeries state, WaitingSeries.Step step) {
    WaitingSeries queue = waiting.get(state);
    if (queue != null) {
      queue.add(step);
    }
    return queue != null;
  }

  /** Lets a series that waited do what it can do now. */
  private void resume(WorkerSeries state) {
    WaitingSeries queue = waiting.get(state);
    if (queue == null) {
      return;
    }
    // It does not wait while it goes on, however long that takes.
    monitor.resumed();
    while (!queue.isEmpty()) {
      switch (queue.next()) {
        case WaitingSeries.Mark(Snapshot snapshot, var silence) -> snapshot.add(state, silence);
        case WaitingSeries.Answer answer -> answer(answer.ask(), state);
        case WaitingSeries.Find(WorkerSearch search) -> search.add(state);
        case WaitingSeries.Take(Slot slot, int from, int to) -> {
          int reached = rows.process(state, slot, from, to);
          if (reached < to) {
            queue.putBack(new WaitingSeries.Take(slot, reached, to));
            monitor.stalled();
            return;
          }
          slot.shares[setup.number()].unfinished--;
          emitIfFinished(slot);
        }
      }
    }
    waiting.remove(state);
  }

  // ---- Questions.

  /** Answers, or lets the question wait behind the records of a series that waits. */
  private void answer(Ask ask) {
    WorkerSeries state = series.find(ask.question().key());
    if (state == null) {
      ask.question().replyTo().tell(new SeriesAnswer.Unknown(setup.pipeline(), ask.records()));
      return;
    }
    if (!queued(state, new WaitingSeries.Answer(ask))) {
      answer(ask, state);
    }
  }

  private void answer(Ask ask, WorkerSeries state) {
    ask.question()
        .replyTo()
        .tell(new SeriesAnswer.Known(setup.pipeline(), ask.records(), state.summary()));
  }

  // ---- Snapshots.

  private void snapshot(CheckpointJob job) {
    if (setup.checkpointer().isEmpty()) {
      return;
    }
    // Slots that came before the barrier belong in front of it.
    snapshots.giveUp();
    held.release();
    Snapshot snapshot =
        new Snapshot(job, series.size(), setup.checkpointer().get(), getContext().getSelf());
    snapshots.begin(snapshot);
    // A waiting series has records queued that came before the barrier.
    waiting.forEach((state, queue) -> {
      queue.add(new WaitingSeries.Mark(snapshot, state.silenceState()));
      snapshots.exclude(state);
    });
    snapshots.saveSome();
  }

  private void paused(long nanos) {
    setup.monitor().checkpointPause().record(nanos, 1);
  }
}
