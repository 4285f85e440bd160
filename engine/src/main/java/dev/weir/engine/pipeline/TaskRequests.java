package dev.weir.engine.pipeline;

import dev.weir.engine.actors.JobRunner;
import dev.weir.engine.actors.PendingTasks;
import dev.weir.engine.state.WorkerSeries;
import dev.weir.monitoring.Monitor;
import dev.weir.series.Task;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Sends the tasks of a worker's series to their runners, a few of each kind at a time, and repeats
 * requests that stay unanswered. One owner.
 */
final class TaskRequests {

  private static final int FITS = 2;
  private static final int CHECKS = 4;
  private static final int PATIENCE = 2;

  private final ActorRef<Worker.Command> worker;
  private final Monitor monitor;
  private final PendingTasks<WorkerSeries> fits;
  private final PendingTasks<WorkerSeries> checks;

  TaskRequests(ActorRef<Worker.Command> worker, PipelineSetup.Runners runners, Monitor monitor) {
    this.worker = worker;
    this.monitor = monitor;
    this.fits = pending(FITS, Task.Kind.FIT, runners.trainer());
    this.checks = pending(CHECKS, Task.Kind.CHECK, runners.driftChecker());
  }

  private PendingTasks<WorkerSeries> pending(
      int limit, Task.Kind kind, ActorRef<JobRunner.Command> runner) {
    return new PendingTasks<>(limit, PATIENCE, series -> send(series, kind, runner));
  }

  /** Requests the tasks of a series that are under way and not requested yet. */
  void request(WorkerSeries series) {
    if (series.isUnderWay(Task.Kind.FIT)) {
      fits.want(series);
    }
    if (series.isUnderWay(Task.Kind.CHECK)) {
      checks.want(series);
    }
  }

  /** Takes note of an outcome, which its series has already taken. */
  void completed(WorkerSeries series, Task.Outcome outcome) {
    switch (outcome) {
      case Task.FitOutcome fit -> fits.answered(series, fit.at());
      case Task.Checked check -> checks.answered(series, check.at());
    }
  }

  /** Called once a second. */
  void tick() {
    fits.tick();
    checks.tick();
  }

  private long send(WorkerSeries series, Task.Kind kind, ActorRef<JobRunner.Command> runner) {
    Optional<Task> wanted = series.task(kind);
    wanted.ifPresent(task -> {
      String name = "%s/%s@%d".formatted(worker.path(), series.series().key(), task.at());
      runner.tell(new JobRunner.Job(name, () -> run(series.series().id(), task)));
    });
    return wanted.map(Task::at).orElse(PendingTasks.NOT_WANTED);
  }

  /** Called by a thread of the runner. */
  private void run(int series, Task task) {
    Task.Outcome outcome = task.run();
    if (outcome instanceof Task.FitSucceeded) {
      monitor.fitted();
    }
    worker.tell(new Worker.Done(series, outcome));
  }
}
