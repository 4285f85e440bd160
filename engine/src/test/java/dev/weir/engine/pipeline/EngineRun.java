package dev.weir.engine.pipeline;

import com.typesafe.config.ConfigFactory;
import dev.weir.checkpointing.CheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Partitions;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.actors.JobRunner;
import dev.weir.engine.actors.Trainer;
import dev.weir.engine.journal.PoisonLog;
import dev.weir.engine.journal.SettingsLog;
import dev.weir.engine.live.LivePipelines;
import dev.weir.monitoring.Monitor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One pipeline with real actors around it, run to the end of its source. */
public final class EngineRun implements AutoCloseable {

  private static final Duration LONG = Duration.ofSeconds(60);

  // An Error that a test plants must not end the process that runs the tests.
  public final ActorTestKit kit =
      ActorTestKit.create(ConfigFactory.parseString("pekko.jvm-exit-on-fatal-error = off"));
  public final Monitor monitor = new Monitor();
  final List<PipelineEvent> events = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TestProbe<PipelineEvent> owner = kit.createTestProbe(PipelineEvent.class);
  private UnaryOperator<Runnable> trainerThreads = UnaryOperator.identity();
  private UnaryOperator<Behavior<JobRunner.Command>> trainer = UnaryOperator.identity();
  private Optional<CheckpointStore> store = Optional.empty();
  private UnaryOperator<Behavior<Checkpointer.Command>> checkpointer = UnaryOperator.identity();
  private Optional<SettingsLog> settingsLog = Optional.empty();
  private Optional<Long> from = Optional.empty();
  private PoisonLog poison = PoisonLog.inMemory();

  /** Fits and checks run through this. */
  EngineRun withTrainerThreads(UnaryOperator<Runnable> around) {
    trainerThreads = around;
    return this;
  }

  /** The trainer is wrapped in this. */
  EngineRun withTrainer(UnaryOperator<Behavior<JobRunner.Command>> around) {
    trainer = around;
    return this;
  }

  public EngineRun withStore(CheckpointStore checkpoints) {
    store = Optional.of(checkpoints);
    return this;
  }

  EngineRun withCheckpointer(UnaryOperator<Behavior<Checkpointer.Command>> around) {
    checkpointer = around;
    return this;
  }

  /** Positions of poison records are kept here, beyond this run. */
  EngineRun withPoison(PoisonLog log) {
    poison = log;
    return this;
  }

  /** Remembers settings beyond this run. */
  EngineRun withSettings(SettingsLog log) {
    settingsLog = Optional.of(log);
    return this;
  }

  EngineRun from(long checkpoint) {
    from = Optional.of(checkpoint);
    return this;
  }

  ActorRef<Pipeline.Command> start(
      Source source, Sink sink, Detector detector, EngineSettings settings) {
    return start(source, sink, detector, settings, error -> {});
  }

  ActorRef<Pipeline.Command> start(
      Source source,
      Sink sink,
      Detector detector,
      EngineSettings settings,
      java.util.function.Consumer<Error> fatal) {
    return start(source, sink, DetectorPlan.all(detector), settings, fatal);
  }

  ActorRef<Pipeline.Command> start(
      Source source,
      Sink sink,
      DetectorPlan plan,
      EngineSettings settings,
      java.util.function.Consumer<Error> fatal) {
    return kit.spawn(
        Pipeline.create(setup(sink, plan, settings, fatal).apply(source, owner.getRef())));
  }

  /** Starts the pipelines of the partitions, whose events come to the probe. */
  public ActorRef<LivePipelines.Command> live(
      Partitions partitions,
      Sink sink,
      Detector detector,
      EngineSettings settings,
      ActorRef<LivePipelines.Event> to) {
    BiFunction<Source, ActorRef<PipelineEvent>, PipelineSetup> pipeline =
        setup(sink, DetectorPlan.all(detector), settings, error -> {});
    return kit.spawn(
        LivePipelines.create(
            new LivePipelines.Setup(
                "live",
                partitions,
                (source, events) -> Pipeline.create(pipeline.apply(source, events)),
                monitor,
                threads,
                error -> {},
                to)));
  }

  private BiFunction<Source, ActorRef<PipelineEvent>, PipelineSetup> setup(
      Sink sink,
      DetectorPlan plan,
      EngineSettings settings,
      java.util.function.Consumer<Error> fatal) {
    ActorRef<JobRunner.Command> fits = kit.spawn(supervised(trainer.apply(runner("fit"))));
    ActorRef<JobRunner.Command> checks = kit.spawn(supervised(runner("drift check")));
    Optional<PipelineSetup.Persistence> persistence =
        store.map(checkpoints ->
            new PipelineSetup.Persistence(
                checkpoints,
                kit.spawn(
                    supervised(
                        checkpointer.apply(
                            Checkpointer.create(
                                new Checkpointer.Setup(
                                    checkpoints,
                                    "test",
                                    InstantSource.system(),
                                    monitor,
                                    System::nanoTime))))),
                settingsLog));
    return (source, events) ->
        new PipelineSetup(
            new PipelineSetup.Definition(source.name(), source, List.of(sink), plan, settings),
            new PipelineSetup.Recovery(persistence, poison, from),
            new PipelineSetup.Services(
                new PipelineSetup.Runners(fits, checks), monitor, System::nanoTime, threads, fatal),
            events);
  }

  private Behavior<JobRunner.Command> runner(String what) {
    ExecutorService around = new ForwardingExecutor(threads, task -> trainerThreads.apply(task));
    return Trainer.create(new JobRunner.Setup(what, around, 2, Duration.ofSeconds(5)));
  }

  private static <T> Behavior<T> supervised(Behavior<T> behavior) {
    return Behaviors.supervise(behavior)
        .onFailure(
            RuntimeException.class,
            SupervisorStrategy.restartWithBackoff(Duration.ofMillis(1), Duration.ofMillis(10), 0));
  }

  /** Waits for an event of this kind; those before it are kept in {@link #events}. */
  <E extends PipelineEvent> E await(Class<E> kind) {
    while (true) {
      PipelineEvent event = owner.receiveMessage(LONG);
      events.add(event);
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }

  /** Runs to the end of the source and stops in order. */
  PipelineEvent.Stopped runToEnd(
      Source source, Sink sink, Detector detector, EngineSettings settings) {
    return runToEnd(source, sink, DetectorPlan.all(detector), settings);
  }

  PipelineEvent.Stopped runToEnd(
      Source source, Sink sink, DetectorPlan plan, EngineSettings settings) {
    ActorRef<Pipeline.Command> pipeline = start(source, sink, plan, settings, error -> {});
    await(PipelineEvent.Ended.class);
    pipeline.tell(Pipeline.Stop.ORDERLY);
    return await(PipelineEvent.Stopped.class);
  }

  /**
   * Runs a source whose pipeline rewinds so many times, and stops in order. The end of the source
   * counts only after the last rewind: a stop before it would end the run there.
   */
  PipelineEvent.Stopped runToEndAfter(
      int rewinds, Source source, Sink sink, Detector detector, EngineSettings settings) {
    ActorRef<Pipeline.Command> pipeline = start(source, sink, detector, settings);
    for (int i = 0; i < rewinds; i++) {
      await(PipelineEvent.Rewinding.class);
    }
    await(PipelineEvent.Started.class);
    await(PipelineEvent.Ended.class);
    pipeline.tell(Pipeline.Stop.ORDERLY);
    return await(PipelineEvent.Stopped.class);
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
    threads.shutdownNow();
  }
}
