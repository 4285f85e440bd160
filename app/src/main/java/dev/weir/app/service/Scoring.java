package dev.weir.app.service;

import com.typesafe.config.ConfigFactory;
import dev.weir.app.evaluation.ScoreJob;
import dev.weir.app.report.StatusReport;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.engine.pipeline.PipelineEvent;
import dev.weir.monitoring.Monitor;
import dev.weir.settings.WeirSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.pekko.actor.typed.ActorSystem;

/** Controls a scoring run from outside. */
public final class Scoring {

  /** How it ended, and what was measured. */
  public record Result(Ending ending, StatusReport report) {}

  private Scoring() {}

  /**
   * Scores the files and waits until all are done.
   *
   * @param progress receives the number of files that are done, after each file
   * @param fatal receives an Error; must not return
   */
  public static Result run(
      ScoreJob job,
      WeirSettings settings,
      Clocks clocks,
      IntConsumer progress,
      Consumer<Error> fatal) {
    Monitor monitor = new Monitor();
    ServiceState state = new ServiceState(settings, monitor, clocks);
    if (!job.files().isEmpty()) {
      Ending ending = score(job, settings, monitor, clocks, progress, fatal);
      state.stopped();
      return new Result(ending, state.report(Optional.empty()));
    }
    state.stopped();
    return new Result(Ending.WELL, state.report(Optional.empty()));
  }

  private static Ending score(
      ScoreJob job,
      WeirSettings settings,
      Monitor monitor,
      Clocks clocks,
      IntConsumer progress,
      Consumer<Error> fatal) {
    CompletableFuture<Ending> ended = new CompletableFuture<>();
    ExecutorService threads =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("work-", 0).factory());
    int[] done = {0};
    ScoreGuardian.Setup setup =
        new ScoreGuardian.Setup(
            job,
            settings.detectors(),
            settings.engine(),
            Math.min(job.files().size(), settings.engine().workers()),
            new RunContext(monitor, clocks, threads, fatal),
            () -> progress.accept(++done[0]),
            ended);
    ActorSystem<PipelineEvent> system =
        ActorSystem.create(ScoreGuardian.create(setup), "weir-score", ConfigFactory.load());
    Ending ending = ended.join();
    system.terminate();
    system
        .getWhenTerminated()
        .toCompletableFuture()
        .completeOnTimeout(
            null, Duration.ofSeconds(10).toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
        .join();
    threads.shutdownNow();
    return ending;
  }
}
