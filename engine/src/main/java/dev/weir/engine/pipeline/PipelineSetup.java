package dev.weir.engine.pipeline;

import dev.weir.checkpointing.CheckpointStore;
import dev.weir.engine.BatchSizer;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.actors.JobRunner;
import dev.weir.engine.journal.PoisonLog;
import dev.weir.engine.journal.SettingsLog;
import dev.weir.monitoring.Monitor;
import dev.weir.series.Ids;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Everything that a pipeline needs, and the part that each of its children gets.
 *
 * @param owner receives the events of the pipeline
 */
public record PipelineSetup(
    Definition definition, Recovery recovery, Services services, ActorRef<PipelineEvent> owner) {

  /** Holds the source, the detectors and the sinks of a pipeline. */
  public record Definition(
      String name, Source source, List<Sink> sinks, DetectorPlan plan, EngineSettings settings) {}

  /**
   * Where it saves its state, and where it starts.
   *
   * @param persistence empty if nothing is saved: then it starts from the beginning when it fails
   * @param poison records to skip
   * @param from checkpoint to start from, as a new incarnation of the source; empty for the latest
   */
  public record Recovery(
      Optional<Persistence> persistence, PoisonLog poison, Optional<Long> from) {}

  /**
   * The store of its checkpoints, and the actor that writes them.
   *
   * @param settingsLog empty if all that is read again is judged by the settings of this process
   */
  public record Persistence(
      CheckpointStore store,
      ActorRef<Checkpointer.Command> checkpointer,
      Optional<SettingsLog> settingsLog) {

    /** Without a memory of settings. */
    public Persistence(CheckpointStore store, ActorRef<Checkpointer.Command> checkpointer) {
      this(store, checkpointer, Optional.empty());
    }
  }

  /**
   * Services that it shares with other pipelines.
   *
   * @param nanoTime the clock that measures latency and idleness
   * @param blocking threads that may wait for the disk
   * @param fatal receives an Error; does not return in a real process
   */
  public record Services(
      Runners runners,
      Monitor monitor,
      LongSupplier nanoTime,
      Executor blocking,
      Consumer<Error> fatal) {}

  /** The actors that run the tasks of series. */
  public record Runners(
      ActorRef<JobRunner.Command> trainer, ActorRef<JobRunner.Command> driftChecker) {}

  String name() {
    return definition.name();
  }

  /** Of a source that can be read again: the settings that judged which of its records. */
  Optional<SettingsLog> settingsLog() {
    return definition.source().rewindable()
        ? recovery.persistence().flatMap(Persistence::settingsLog)
        : Optional.empty();
  }

  private Optional<ActorRef<Checkpointer.Command>> checkpointer() {
    return recovery.persistence().map(Persistence::checkpointer);
  }

  Outlet.Setup outlet(StartState start, CompletableFuture<Done> sinksClosed) {
    return new Outlet.Setup(
        name(),
        definition.sinks(),
        checkpointer(),
        settingsLog().<SinkThread.Marking>map(log -> () -> log.mark(name(), start.epoch())),
        services.monitor(),
        services.nanoTime(),
        sinksClosed);
  }

  Worker.Setup worker(int number, StartState start, ActorRef<Outlet.Command> outlet) {
    return new Worker.Setup(
        number,
        name(),
        start.stretch().judging().rules(),
        outlet,
        checkpointer(),
        services.runners(),
        services.monitor(),
        services.nanoTime());
  }

  Ingestion.Setup ingestion(
      StartState start,
      List<ActorRef<Worker.Command>> workers,
      ActorRef<Outlet.Command> outlet,
      ActorRef<Ingestion.SourceEnded> listener) {
    EngineSettings settings = definition.settings();
    SortedMap<String, String> detectors = new TreeMap<>();
    start
        .stretch()
        .judging()
        .plan()
        .rules()
        .forEach(rule -> detectors.put(rule.match(), Ids.config(rule.detector())));
    return new Ingestion.Setup(
        name(),
        workers,
        outlet,
        new CheckpointJob.Schedule(
            name(),
            start.epoch(),
            workers.size(),
            checkpointer(),
            settings.checkpoints().every(),
            definition.source().checkpointAfter(),
            settings.checkpoints().timeout(),
            detectors),
        settings.queues().output(),
        listener,
        services.monitor().pipeline(name()));
  }

  ReaderThread.Setup reader(StartState start, CompletableFuture<Done> closed) {
    EngineSettings settings = definition.settings();
    return new ReaderThread.Setup(
        name(),
        definition.source(),
        start,
        start.recordCounter().counts().settled(),
        new BatchSizer(
            settings.queues().batch(),
            settings.queues().input(),
            settings.queues().output(),
            settings.queues().coalesce()),
        services.monitor(),
        services.nanoTime(),
        closed);
  }
}
