package dev.weir.app.service;

import dev.weir.engine.actors.DriftChecker;
import dev.weir.engine.actors.Fatal;
import dev.weir.engine.actors.JobRunner;
import dev.weir.engine.actors.Trainer;
import dev.weir.engine.pipeline.PipelineSetup;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** How actors of the service are made: each restarts alone, and an Error ends the process. */
final class SupervisedSpawner {

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
  private static final double SPREAD = 0.2;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final ActorContext<?> context;
  private final Consumer<Error> fatal;

  SupervisedSpawner(ActorContext<?> context, Consumer<Error> fatal) {
    this.context = context;
    this.fatal = fatal;
  }

  /** An actor that restarts alone, with backoff. */
  <T> ActorRef<T> spawn(Class<T> messages, Behavior<T> behavior, String name) {
    return spawn(messages, behavior, name, Props.empty());
  }

  /** Spawns the actor on a dispatcher of its own. */
  <T> ActorRef<T> spawn(Class<T> messages, Behavior<T> behavior, String name, Props props) {
    return context.spawn(supervised(messages, behavior), name, props);
  }

  /** A behavior that restarts alone, with backoff, for another actor to spawn. */
  <T> Behavior<T> supervised(Class<T> messages, Behavior<T> behavior) {
    return Behaviors.supervise(Fatal.guard(messages, fatal, behavior))
        .onFailure(
            RuntimeException.class,
            SupervisorStrategy.restartWithBackoff(FIRST_BACKOFF, LONGEST_BACKOFF, SPREAD));
  }

  /** Trainer and drift checker, with as many jobs at once as there are processors. */
  PipelineSetup.Runners helpers(ExecutorService threads) {
    int processors = Runtime.getRuntime().availableProcessors();
    JobRunner.Setup fits = new JobRunner.Setup("fit", threads, processors, DEADLINE);
    JobRunner.Setup checks = new JobRunner.Setup("drift check", threads, processors, DEADLINE);
    return new PipelineSetup.Runners(
        spawn(JobRunner.Command.class, Trainer.create(fits), "trainer"),
        spawn(JobRunner.Command.class, DriftChecker.create(checks), "drift-checker"));
  }
}
