package dev.weir.engine.actors;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Runs jobs that take too long for the data path on threads of their own, a few at a time. {@link
 * Trainer} and {@link DriftChecker} are its two uses.
 *
 * <p>A job sends its result itself. A job without a result, because it crashed, was lost in a
 * restart or hangs, is requested again by its worker: no time-out here decides anything. The queue
 * is bounded by the workers, each of which has only a few requests open at once.
 */
public final class JobRunner extends AbstractMatchingBehavior<JobRunner.Command> {

  /** A message that the actor takes. */
  public sealed interface Command {}

  /**
   * Run this.
   *
   * @param name of worker, series and record; a job whose name is queued or running is dropped
   * @param work computes the result and sends it
   */
  public record Job(String name, Runnable work) implements Command {}

  private record Finished(Job job, Optional<Throwable> failure) implements Command {}

  private record Overdue(Job job) implements Command {}

  /**
   * Holds the dependencies of a runner.
   *
   * @param what the jobs are, for logs
   * @param threads where jobs run; a job that hangs keeps its thread
   * @param parallelism how many run at once
   * @param deadline after which a job no longer counts as running
   */
  public record Setup(String what, ExecutorService threads, int parallelism, Duration deadline) {}

  private final Setup setup;
  private final TimerScheduler<Command> timers;
  private final Deque<Job> queue = new ArrayDeque<>();

  /** Queued and running jobs by name. A job leaves it when it ends, or at its deadline. */
  private final Map<String, Job> known = new HashMap<>();

  private int running;

  static Behavior<Command> create(Setup setup) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new JobRunner(context, setup, timers)));
  }

  private JobRunner(ActorContext<Command> context, Setup setup, TimerScheduler<Command> timers) {
    super(context);
    context.setLoggerName("weir.training");
    this.setup = setup;
    this.timers = timers;
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Job job -> accept(job);
      case Finished(Job job, Optional<Throwable> failure) -> finished(job, failure);
      case Overdue(Job job) -> overdue(job);
    }
    return this;
  }

  private void accept(Job job) {
    if (known.putIfAbsent(job.name(), job) == null) {
      queue.add(job);
      start();
    }
  }

  private void start() {
    while (running < setup.parallelism() && !queue.isEmpty()) {
      Job job = queue.remove();
      running++;
      timers.startSingleTimer(job.name(), new Overdue(job), setup.deadline());
      getContext()
          .pipeToSelf(
              CompletableFuture.runAsync(job.work(), setup.threads()),
              (done, failure) -> new Finished(job, Optional.ofNullable(failure)));
    }
  }

  private void finished(Job job, Optional<Throwable> failure) {
    // A job that ends after its deadline, or after a restart of this actor, was released before; a
    // job of its name that runs now is another one.
    if (job.equals(known.get(job.name()))) {
      timers.cancel(job.name());
      release(job);
    }
    failure.ifPresent(cause -> {
      // Results and rejections are sent by the job itself; only an Error gets here.
      throw new IllegalStateException("%s of %s failed".formatted(setup.what(), job.name()), cause);
    });
  }

  private void overdue(Job job) {
    getContext()
        .getLog()
        .warn(
            "{} of {} takes longer than {}; it will be requested again",
            setup.what(),
            job.name(),
            setup.deadline());
    release(job);
  }

  private void release(Job job) {
    known.remove(job.name());
    running--;
    start();
  }
}
