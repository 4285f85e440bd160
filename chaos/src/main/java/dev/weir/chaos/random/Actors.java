package dev.weir.chaos.random;

import com.typesafe.config.ConfigFactory;
import dev.weir.checkpointing.CheckpointStore;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.actors.DriftChecker;
import dev.weir.engine.actors.JobRunner;
import dev.weir.engine.actors.Trainer;
import dev.weir.engine.journal.PoisonLog;
import dev.weir.engine.pipeline.Checkpointer;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.pipeline.PipelineEvent;
import dev.weir.engine.pipeline.PipelineSetup;
import dev.weir.monitoring.Monitor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Runs pipelines of the engine, with all their actors, in this process. */
final class Actors implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ActorSystem<Object> system =
      ActorSystem.create(
          Behaviors.empty(),
          "random",
          ConfigFactory.parseString("pekko.jvm-exit-on-fatal-error = off, pekko.loglevel = OFF")
              .withFallback(ConfigFactory.load()));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final PipelineSetup.Runners helpers =
      new PipelineSetup.Runners(
          spawn(Trainer.create(jobs("fit")), "trainer"),
          spawn(DriftChecker.create(jobs("drift check")), "drift-checker"));
  private int count;

  private JobRunner.Setup jobs(String what) {
    return new JobRunner.Setup(what, threads, 2, Duration.ofSeconds(30));
  }

  private <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
    return system.systemActorOf(
        Behaviors.supervise(behavior)
            .onFailure(
                RuntimeException.class,
                SupervisorStrategy.restartWithBackoff(
                    Duration.ofMillis(1), Duration.ofMillis(10), 0)),
        name,
        Props.empty());
  }

  /** Runs one life of a pipeline to the end of its source and stops it in order. */
  void run(
      Source source, Sink sink, DetectorPlan plan, EngineSettings settings, CheckpointStore store)
      throws InterruptedException {
    count++;
    Monitor monitor = new Monitor();
    BlockingQueue<PipelineEvent> events = new LinkedBlockingQueue<>();
    BlockingQueue<Error> fatal = new LinkedBlockingQueue<>();
    ActorRef<PipelineEvent> owner =
        spawn(
            Behaviors.receiveMessage(event -> {
              events.add(event);
              return event instanceof PipelineEvent.Stopped || event instanceof PipelineEvent.Failed
                  ? Behaviors.stopped()
                  : Behaviors.same();
            }),
            "owner-" + count);
    ActorRef<Checkpointer.Command> checkpointer =
        spawn(
            Checkpointer.create(
                new Checkpointer.Setup(
                    store, "trial", InstantSource.system(), monitor, System::nanoTime)),
            "checkpointer-" + count);
    ActorRef<Pipeline.Command> pipeline =
        system.systemActorOf(
            Pipeline.create(
                new PipelineSetup(
                    new PipelineSetup.Definition(
                        source.name(), source, List.of(sink), plan, settings),
                    new PipelineSetup.Recovery(
                        Optional.of(new PipelineSetup.Persistence(store, checkpointer)),
                        PoisonLog.inMemory(),
                        Optional.empty()),
                    new PipelineSetup.Services(
                        helpers, monitor, System::nanoTime, threads, fatal::add),
                    owner)),
            "pipeline-" + count,
            Props.empty());
    await(PipelineEvent.Ended.class, events, fatal);
    pipeline.tell(Pipeline.Stop.ORDERLY);
    Optional<String> unsaved = await(PipelineEvent.Stopped.class, events, fatal).unsaved();
    if (unsaved.isPresent()) {
      throw new AssertionError("its state is not saved: " + unsaved.get());
    }
  }

  private static <E extends PipelineEvent> E await(
      Class<E> kind, BlockingQueue<PipelineEvent> events, BlockingQueue<Error> fatal)
      throws InterruptedException {
    while (true) {
      PipelineEvent event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null || event instanceof PipelineEvent.Failed || !fatal.isEmpty()) {
        throw new AssertionError(
            "instead of %s came %s, and errors: %s"
                .formatted(kind.getSimpleName(), event == null ? "nothing" : event, fatal));
      }
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }

  @Override
  public void close() {
    system.terminate();
    threads.shutdownNow();
  }
}
