package dev.weir.engine.pipeline;

import dev.weir.detectors.FitTask;
import dev.weir.detectors.Run;
import dev.weir.engine.Batch;
import dev.weir.engine.SeriesRules;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Owns the series hashed to it: scores each record, then learns it. A series whose fit or check is
 * late waits by itself, its records kept in order; the others go on.
 */
final class Worker extends AbstractMatchingBehavior<Worker.Command> {

  sealed interface Command {}

  /** Take this worker's share of the lot through its models. */
  record Observe(Lot lot) implements Command {}

  /** Everything before is in the snapshot, nothing behind it is. */
  record Barrier(CheckpointJob job) implements Command {}

  private record Fitted(int series, long at, FitOutcome outcome) implements Command {}

  private record Checked(int series, long at, CheckOutcome outcome) implements Command {}

  private enum AskAgain implements Command {
    TICK
  }

  /**
   * What a worker needs.
   *
   * @param number of the worker, from 0
   * @param checkpointer empty if nothing is saved
   */
  record Setup(
      int number,
      String pipeline,
      SeriesRules rules,
      ActorRef<Outlet.Command> outlet,
      Optional<ActorRef<Checkpointer.Command>> checkpointer,
      ActorRef<JobRunner.Command> trainer,
      ActorRef<JobRunner.Command> driftChecker,
      Monitor monitor) {}

  private static final int FITS_OUT = 2;
  private static final int CHECKS_OUT = 4;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int PATIENCE = 2;

  /**
   * How many series are touched together: few enough for their first lines to stay in the cache.
   */
  private static final int AHEAD = 32;

  private final Setup setup;
  private final PipelineMonitor monitor;
  private final Asks fits = new Asks(FITS_OUT, PATIENCE, this::askFit);
  private final Asks checks = new Asks(CHECKS_OUT, PATIENCE, this::askCheck);
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
      };
  private final Run run = new Run();
  private final Map<SeriesState, WaitingSeries> waiting = new HashMap<>();
  private SeriesState[] states = new SeriesState[64];
  private int series;

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
      state.ask(helpers);
    }
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Observe(Lot lot) -> observe(lot);
      case Barrier(CheckpointJob job) -> snapshot(job);
      case Fitted(int series, long at, FitOutcome outcome) -> fitted(states[series], at, outcome);
      case Checked(int series, long at, CheckOutcome outcome) ->
          checked(states[series], at, outcome);
      case AskAgain.TICK -> askAgain();
    }
    return this;
  }

  private void observe(Lot lot) {
    Lot.Share share = lot.shares[setup.number()];
    int to = lot.groupStart(share.firstGroup);
    for (int group = share.firstGroup; group < share.endGroup; group++) {
      if ((group - share.firstGroup) % AHEAD == 0) {
        touch(lot, group, Math.min(group + AHEAD, share.endGroup));
      }
      int from = to;
      to = lot.groupEnds[group];
      SeriesState state = stateOf(lot.groupSeries[group], lot.batch, lot.order[from]);
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
    emitIfFinished(lot);
  }

  private void touch(Lot lot, int from, int to) {
    double sum = 0;
    for (int group = from; group < to; group++) {
      int id = lot.groupSeries[group];
      SeriesState state = id < states.length ? states[id] : null;
      sum += state == null ? 0 : state.touch();
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
    if (lot.shares[setup.number()].unfinished == 0) {
      setup.outlet().tell(new Outlet.Emit(lot));
    }
  }

  private void fitted(SeriesState state, long at, FitOutcome outcome) {
    state.fitted(at, outcome);
    fits.answered(state);
    goOn(state);
  }

  private void checked(SeriesState state, long at, CheckOutcome outcome) {
    state.checked(at, outcome);
    checks.answered(state);
    goOn(state);
  }

  /** Lets a series that waited do what it can do now. */
  private void goOn(SeriesState state) {
    WaitingSeries queue = waiting.get(state);
    while (queue != null && !queue.isEmpty()) {
      switch (queue.next()) {
        case WaitingSeries.Mark(Snapshot snapshot) -> snapshot.add(state);
        case WaitingSeries.Take(Lot lot, int from, int to) -> {
          int reached = take(state, lot, from, to);
          if (reached < to) {
            queue.putBack(new WaitingSeries.Take(lot, reached, to));
            return;
          }
          lot.shares[setup.number()].unfinished--;
          emitIfFinished(lot);
        }
      }
    }
    if (queue != null) {
      waiting.remove(state);
      monitor.resumed();
    }
  }

  private void snapshot(CheckpointJob job) {
    if (setup.checkpointer().isEmpty()) {
      return;
    }
    ActorRef<Checkpointer.Command> checkpointer = setup.checkpointer().get();
    Snapshot snapshot = new Snapshot(job, series, checkpointer);
    for (SeriesState state : states) {
      if (state != null) {
        WaitingSeries queue = waiting.get(state);
        if (queue == null) {
          snapshot.add(state);
        } else {
          queue.add(new WaitingSeries.Mark(snapshot));
        }
      }
    }
  }

  private boolean askFit(SeriesState state) {
    Optional<FitTask> task = state.fitTask();
    long at = state.fitAt();
    task.ifPresent(fit ->
        ask(
            setup.trainer(),
            state,
            at,
            () -> new Fitted(state.series().id(), at, outcome(fit, setup.monitor()))));
    return task.isPresent();
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

  private boolean askCheck(SeriesState state) {
    Optional<Supplier<CheckOutcome>> task = state.checkTask();
    long at = state.checkAt();
    task.ifPresent(check ->
        ask(
            setup.driftChecker(),
            state,
            at,
            () -> new Checked(state.series().id(), at, check.get())));
    return task.isPresent();
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
  }
}
