package dev.weir.engine.pipeline;

import dev.weir.detectors.FitTask;
import dev.weir.detectors.Run;
import dev.weir.engine.Batch;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.series.CheckResult;
import dev.weir.series.SeriesRules;
import dev.weir.series.SilenceTracker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Owns the series hashed to it: scores each record, then learns it. A series whose fit or check is
 * late waits by itself, its records kept in order; the others go on.
 *
 * <p>At a barrier nothing stops. The series are saved some at a time between the lots that follow;
 * one that a lot is about to change is saved first. So all are saved as they were at the barrier.
 */
final class Worker extends AbstractMatchingBehavior<Worker.Command> {

  sealed interface Command {}

  /** Take this worker's share of the lot through its models. */
  record Observe(Lot lot) implements Command {}

  /** Everything before is in the snapshot, nothing behind it is. */
  record Barrier(CheckpointJob job) implements Command {}

  private record Fitted(int series, long at, FitOutcome outcome) implements Command {}

  private record Checked(int series, long at, CheckResult result) implements Command {}

  /** By the checkpointer: it has taken a part of the snapshot. */
  record Taken(CheckpointJob job) implements Command {}

  /** Save some more series. */
  private enum Save implements Command {
    SOME
  }

  private enum AskAgain implements Command {
    TICK
  }

  /**
   * What a worker needs.
   *
   * @param number of the worker, from 0
   * @param checkpointer empty if nothing is saved
   * @param nanoTime the clock that measures how long saving keeps records waiting
   */
  record Setup(
      int number,
      String pipeline,
      SeriesRules rules,
      ActorRef<Outlet.Command> outlet,
      Optional<ActorRef<Checkpointer.Command>> checkpointer,
      ActorRef<JobRunner.Command> trainer,
      ActorRef<JobRunner.Command> driftChecker,
      Monitor monitor,
      LongSupplier nanoTime) {}

  private static final int FITS_OUT = 2;
  private static final int CHECKS_OUT = 4;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int PATIENCE = 2;

  /**
   * How many series are touched together: few enough for their first lines to stay in the cache.
   */
  private static final int AHEAD = 32;

  /** How many series are saved, and how many places looked at, between two messages. */
  private static final int SAVED_AT_ONCE = 256;

  private static final int LOOKED_AT_ONCE = 16 * SAVED_AT_ONCE;

  private final Setup setup;
  private final PipelineMonitor monitor;
  private final PendingTasks<SeriesState> fits =
      new PendingTasks<>(FITS_OUT, PATIENCE, this::askFit);
  private final PendingTasks<SeriesState> checks =
      new PendingTasks<>(CHECKS_OUT, PATIENCE, this::askCheck);
  private final SeriesState.Helpers helpers =
      new SeriesState.Helpers() {
        @Override
        public void fit(SeriesState state) {
          fits.want(state);
        }

        @Override
        public void check(SeriesState state) {
          checks.want(state);
        }

        @Override
        public void warming(long before, long after) {
          warmUpGauge.move(before, after);
        }
      };
  private final WarmUpGauge warmUpGauge = new WarmUpGauge();
  private final SilenceWatch silences = new SilenceWatch();
  private final Run run = new Run();
  private final Map<SeriesState, WaitingSeries> waiting = new HashMap<>();
  private SeriesState[] states = new SeriesState[64];
  private int series;

  /** Counts the barriers. */
  private int barrier;

  /** The snapshot under way, while there may be series that have no place in it yet. */
  private @Nullable Snapshot saving;

  /** All series with a lower id have. */
  private int savedTo;

  private boolean saveComes;

  /** Lots that wait, in order, because the checkpointer is behind. */
  private final Deque<Lot> held = new ArrayDeque<>();

  private long heldSince;

  /** Whether a part was taken since the last look. */
  private boolean partTaken;

  /** Whether waiting was given up for the snapshot under way. */
  private boolean impatient;

  @SuppressWarnings("UnusedVariable") // Written, so that what is touched is really read.
  private double touched;

  static Behavior<Command> create(Setup setup, List<SeriesState> restored) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(AskAgain.TICK, TICK);
          return new Worker(context, setup, restored);
        }));
  }

  private Worker(ActorContext<Command> context, Setup setup, List<SeriesState> restored) {
    super(context);
    this.setup = setup;
    this.monitor = setup.monitor().pipeline(setup.pipeline());
    for (SeriesState state : restored) {
      put(state);
      silences.add(state);
      warmUpGauge.move(WarmUpGauge.NOTHING, state.needed());
      state.ask(helpers);
    }
    tellWarming();
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Observe(Lot lot) -> observeOrHold(lot);
      case Barrier(CheckpointJob job) -> snapshot(job);
      case Taken(CheckpointJob job) -> taken(job);
      case Save.SOME -> {
        saveComes = false;
        saveOn();
      }
      case Fitted(int series, long at, FitOutcome outcome) -> fitted(states[series], at, outcome);
      case Checked(int series, long at, CheckResult result) -> checked(states[series], at, result);
      case AskAgain.TICK -> askAgain();
    }
    return this;
  }

  private void observeOrHold(Lot lot) {
    if (held.isEmpty() && !mustWait()) {
      observe(lot);
    } else {
      if (held.isEmpty()) {
        heldSince = setup.nanoTime().getAsLong();
      }
      held.add(lot);
    }
  }

  private void observe(Lot lot) {
    Lot.Share share = lot.shares[setup.number()];
    if (saving != null) {
      saveBefore(lot, share, saving);
    }
    if (lot.goesLive && lot.isWatched()) {
      forgetSilences();
    }
    int to = lot.groupStart(share.firstGroup);
    for (int group = share.firstGroup; group < share.endGroup; group++) {
      if ((group - share.firstGroup) % AHEAD == 0) {
        prefetch(lot, group, Math.min(group + AHEAD, share.endGroup));
      }
      int from = to;
      to = lot.groupEnds[group];
      SeriesState state = stateOf(lot.groupSeries[group], lot.batch, lot.order[from]);
      if (lot.isWatched()) {
        silences.spoke(state, lot, from, to, share.events);
      }
      WaitingSeries queue = waiting.isEmpty() ? null : waiting.get(state);
      if (queue != null) {
        queue.add(new WaitingSeries.Take(lot, from, to));
        continue;
      }
      int reached = take(state, lot, from, to);
      if (reached == to) {
        share.unfinished--;
      } else {
        monitor.stalled();
        queue = new WaitingSeries();
        queue.add(new WaitingSeries.Take(lot, reached, to));
        waiting.put(state, queue);
      }
    }
    if (lot.isWatched()) {
      silences.pass(lot, share.events, this::saveBeforeChange);
    }
    emitIfFinished(lot);
  }

  /** Nobody was told that they fell silent, as that was in the history. */
  private void forgetSilences() {
    for (SeriesState state : states) {
      if (state != null && state.isSilent()) {
        saveBeforeChange(state);
        state.silence().ifPresent(SilenceTracker::forget);
      }
    }
  }

  private void saveBeforeChange(SeriesState state) {
    if (saving != null) {
      save(state, saving);
    }
  }

  private void prefetch(Lot lot, int from, int to) {
    double sum = 0;
    for (int group = from; group < to; group++) {
      int id = lot.groupSeries[group];
      SeriesState state = id < states.length ? states[id] : null;
      sum += state == null ? 0 : state.prefetch();
    }
    touched = sum;
  }

  private SeriesState stateOf(int series, Batch batch, int row) {
    if (series < states.length && states[series] != null) {
      return states[series];
    }
    SeriesState state = new SeriesState(batch.series(row), setup.rules());
    put(state);
    return state;
  }

  private void put(SeriesState state) {
    int id = state.series().id();
    if (id >= states.length) {
      states = Arrays.copyOf(states, Math.max(id + 1, 2 * states.length));
    }
    states[id] = state;
    state.savedAt(barrier);
    series++;
  }

  private int take(SeriesState state, Lot lot, int from, int to) {
    SeriesState.Turn turn = lot.shares[setup.number()].turn(run, helpers);
    if (lot.poison.isEmpty()) {
      return state.observe(lot.batch, lot.order, from, to, turn);
    }
    int next = from;
    while (next < to) {
      int row = lot.order[next];
      boolean done =
          lot.poison.get(row)
              ? state.observePoison(lot.batch, row, turn)
              : state.observe(lot.batch, lot.order, next, next + 1, turn) > next;
      if (!done) {
        return next;
      }
      next++;
    }
    return to;
  }

  private void emitIfFinished(Lot lot) {
    tellWarming();
    if (lot.shares[setup.number()].unfinished == 0) {
      setup.outlet().tell(new Outlet.Emit(lot));
    }
  }

  private void tellWarming() {
    if (warmUpGauge.takeChanged()) {
      monitor.warming(setup.number(), warmUpGauge.now());
    }
  }

  private void fitted(SeriesState state, long at, FitOutcome outcome) {
    state.fitted(at, outcome);
    fits.answered(state, at);
    goOn(state);
  }

  private void checked(SeriesState state, long at, CheckResult result) {
    state.checked(at, result);
    checks.answered(state, at);
    goOn(state);
  }

  /** Lets a series that waited do what it can do now. */
  private void goOn(SeriesState state) {
    WaitingSeries queue = waiting.get(state);
    if (queue == null) {
      return;
    }
    // It does not wait while it goes on, however long that takes.
    monitor.resumed();
    while (!queue.isEmpty()) {
      switch (queue.next()) {
        case WaitingSeries.Mark(Snapshot snapshot, var silence) -> snapshot.add(state, silence);
        case WaitingSeries.Take(Lot lot, int from, int to) -> {
          int reached = take(state, lot, from, to);
          if (reached < to) {
            queue.putBack(new WaitingSeries.Take(lot, reached, to));
            monitor.stalled();
            return;
          }
          lot.shares[setup.number()].unfinished--;
          emitIfFinished(lot);
        }
      }
    }
    waiting.remove(state);
  }

  // ---- Snapshots.

  private void snapshot(CheckpointJob job) {
    if (setup.checkpointer().isEmpty()) {
      return;
    }
    // What came before the barrier belongs in front of it.
    saving = null;
    release();
    barrier++;
    impatient = false;
    Snapshot snapshot =
        new Snapshot(job, series, setup.checkpointer().get(), getContext().getSelf());
    // What waits has records in line that came before the barrier.
    waiting.forEach((state, queue) -> {
      queue.add(new WaitingSeries.Mark(snapshot, state.silenceState()));
      state.savedAt(barrier);
    });
    saving = snapshot;
    savedTo = 0;
    saveOn();
  }

  /** Saves what the lot is about to change. */
  private void saveBefore(Lot lot, Lot.Share share, Snapshot snapshot) {
    long begun = setup.nanoTime().getAsLong();
    for (int group = share.firstGroup; group < share.endGroup; group++) {
      int id = lot.groupSeries[group];
      SeriesState state = id < states.length ? states[id] : null;
      if (state != null) {
        save(state, snapshot);
      }
    }
    paused(begun);
  }

  /** Saves some series, if the checkpointer keeps up; if not, it will say when it has. */
  private void saveOn() {
    Snapshot snapshot = saving;
    if (snapshot == null || saveComes || !snapshot.isWanted()) {
      return;
    }
    long begun = setup.nanoTime().getAsLong();
    int saved = 0;
    int end = Math.min(states.length, savedTo + LOOKED_AT_ONCE);
    while (savedTo < end && saved < SAVED_AT_ONCE) {
      SeriesState state = states[savedTo++];
      if (state != null && save(state, snapshot)) {
        saved++;
      }
    }
    if (savedTo == states.length) {
      saving = null;
      release();
    } else {
      saveComes = true;
      getContext().getSelf().tell(Save.SOME);
    }
    paused(begun);
  }

  private boolean save(SeriesState state, Snapshot snapshot) {
    if (state.savedAt() == barrier) {
      return false;
    }
    state.savedAt(barrier);
    snapshot.add(state);
    return true;
  }

  private void taken(CheckpointJob job) {
    Snapshot snapshot = saving;
    if (snapshot != null && snapshot.job().equals(job)) {
      snapshot.taken();
      partTaken = true;
      saveOn();
      release();
    }
  }

  private boolean mustWait() {
    return saving != null && saving.isTooFast() && !impatient;
  }

  /** Takes up lots that waited, as far as that goes. */
  private void release() {
    if (held.isEmpty() || mustWait()) {
      return;
    }
    paused(heldSince);
    while (!held.isEmpty() && !mustWait()) {
      observe(held.remove());
    }
    heldSince = setup.nanoTime().getAsLong();
  }

  /** A checkpointer that takes nothing at all is not waited for: records come first. */
  private void stopWaitingInVain() {
    impatient |= !held.isEmpty() && !partTaken;
    partTaken = false;
    release();
  }

  private void paused(long begun) {
    setup.monitor().checkpointPause().record(setup.nanoTime().getAsLong() - begun, 1);
  }

  private long askFit(SeriesState state) {
    Optional<FitTask> task = state.fitTask();
    long at = state.fitAt();
    task.ifPresent(fit ->
        ask(
            setup.trainer(),
            state,
            at,
            () -> new Fitted(state.series().id(), at, outcome(fit, setup.monitor()))));
    return task.isPresent() ? at : PendingTasks.NOT_WANTED;
  }

  private static FitOutcome outcome(FitTask task, Monitor monitor) {
    try {
      FitOutcome outcome = new FitOutcome.Done(task.fit());
      monitor.fitted();
      return outcome;
    } catch (RuntimeException e) {
      return new FitOutcome.Rejected(String.valueOf(e));
    }
  }

  private long askCheck(SeriesState state) {
    Optional<Supplier<CheckResult>> task = state.checkTask();
    long at = state.checkAt();
    task.ifPresent(check ->
        ask(
            setup.driftChecker(),
            state,
            at,
            () -> new Checked(state.series().id(), at, check.get())));
    return task.isPresent() ? at : PendingTasks.NOT_WANTED;
  }

  private void ask(
      ActorRef<JobRunner.Command> helper, SeriesState state, long at, Supplier<Command> work) {
    ActorRef<Command> self = getContext().getSelf();
    String name = "%s/%s@%d".formatted(self.path(), state.series().key(), at);
    helper.tell(new JobRunner.Job(name, () -> self.tell(work.get())));
  }

  private void askAgain() {
    fits.tick();
    checks.tick();
    stopWaitingInVain();
  }
}
