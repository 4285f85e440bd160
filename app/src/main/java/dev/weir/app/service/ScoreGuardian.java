package dev.weir.app.service;

import dev.weir.app.evaluation.ScoreJob;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.logging.DeadLetterLog;
import dev.weir.app.logging.SilenceLog;
import dev.weir.app.logging.UnscoredLog;
import dev.weir.app.score.ScoreInput;
import dev.weir.connectors.file.FileSource;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.file.sink.ScoreSink;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.SourceWithHistory;
import dev.weir.engine.journal.PoisonLog;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.pipeline.PipelineEvent;
import dev.weir.engine.pipeline.PipelineSetup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The root of a scoring run: a pipeline for each file, a few at a time, until all are done. */
final class ScoreGuardian extends AbstractMatchingBehavior<PipelineEvent> {

  /**
   * The dependencies of the guardian.
   *
   * @param filesAtOnce how many files are scored at a time
   * @param done called after each file
   * @param ended completed when all are
   */
  record Setup(
      ScoreJob job,
      DetectorPlan detectors,
      EngineSettings engine,
      int filesAtOnce,
      RunContext context,
      Runnable done,
      CompletableFuture<Ending> ended) {}

  private static final Logger LOG = LoggerFactory.getLogger("weir.score");
  private static final int ATTEMPTS = 3;

  private final Setup setup;
  private final SupervisedSpawner spawner;
  private final PipelineSetup.Runners helpers;
  private final Deque<ScoreInput> waiting;
  private final Map<String, ActorRef<Pipeline.Command>> running = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final List<String> givenUp = new ArrayList<>();
  private int started;

  static Behavior<PipelineEvent> create(Setup setup) {
    return Behaviors.setup(context -> new ScoreGuardian(context, setup));
  }

  private ScoreGuardian(ActorContext<PipelineEvent> context, Setup setup) {
    super(context);
    this.setup = setup;
    this.spawner = new SupervisedSpawner(context, setup.context().fatal());
    this.helpers = spawner.helpers(setup.context().threads());
    this.waiting = new ArrayDeque<>(setup.job().files());
    for (int i = 0; i < setup.filesAtOnce(); i++) {
      startNext();
    }
  }

  @Override
  public Behavior<PipelineEvent> onMessage(PipelineEvent event) {
    switch (event) {
      case PipelineEvent.Started _ -> {
        // Nothing to do before it has ended.
      }
      case PipelineEvent.Ended(String name) -> tellToStop(name);
      case PipelineEvent.Rewinding(String name, String reason) -> failed(name, reason);
      case PipelineEvent.Failed(String name, var _, String reason) -> giveUp(name, reason);
      case PipelineEvent.Stopped(String name, var _) -> {
        setup.job().evaluations().ifPresent(evaluations -> evaluations.done(name));
        finished(name);
      }
    }
    if (running.isEmpty()) {
      setup.ended().complete(ending());
      return Behaviors.stopped();
    }
    return this;
  }

  private void startNext() {
    ScoreInput input = waiting.poll();
    if (input == null) {
      return;
    }
    FileSettings files = files(input, input.path().toString());
    PipelineSetup pipeline =
        new PipelineSetup(
            new PipelineSetup.Definition(
                input.name(),
                source(input, files),
                sinks(input),
                setup.detectors(),
                setup.engine().sharedBy(setup.filesAtOnce())),
            new PipelineSetup.Recovery(Optional.empty(), PoisonLog.inMemory(), Optional.empty()),
            new PipelineSetup.Services(
                helpers,
                setup.context().monitor(),
                setup.context().clocks().nanoTime(),
                setup.context().threads(),
                setup.context().fatal()),
            getContext().getSelf());
    running.put(
        input.name(),
        spawner.spawn(Pipeline.Command.class, Pipeline.create(pipeline), "file-" + started++));
  }

  private Source source(ScoreInput input, FileSettings files) {
    Source source = source(input.name(), files);
    return setup
        .job()
        .history()
        .map(path -> history(input, path))
        .<Source>map(history -> new SourceWithHistory(source(input.name(), history), source))
        .orElse(source);
  }

  private static Source source(String name, FileSettings files) {
    return new FileSource(name, files, Thread::sleep, LOG::warn, DecisionLog.none());
  }

  private static FileSettings files(ScoreInput input, String path) {
    return FileSettings.decided(path, input.text());
  }

  /** Files with the records before those of an input: their names tell their formats. */
  private static FileSettings history(ScoreInput input, String path) {
    return FileSettings.like(path, input.text());
  }

  private List<Sink> sinks(ScoreInput input) {
    List<Sink> sinks = new ArrayList<>();
    input
        .output()
        .map(output -> new ScoreSink(input.path(), input.text(), output, setup.job().extras()))
        .ifPresent(sinks::add);
    setup.job().alerts().ifPresent(alerts -> sinks.add(alerts.sink(input)));
    sinks.add(new DeadLetterLog(setup.context().clocks().nanoTime()));
    sinks.add(setup.job().unread());
    sinks.add(new UnscoredLog(setup.detectors(), setup.engine()));
    if (setup.detectors().watchesSilence()) {
      sinks.add(new SilenceLog(setup.context().clocks().nanoTime()));
    }
    setup.job().evaluations().ifPresent(evaluations -> sinks.add(evaluations.sink(input)));
    return sinks;
  }

  private void tellToStop(String name) {
    ActorRef<Pipeline.Command> pipeline = running.get(name);
    if (pipeline != null) {
      pipeline.tell(Pipeline.Stop.ORDERLY);
    }
  }

  private void failed(String name, String reason) {
    if (failures.merge(name, 1, Integer::sum) >= ATTEMPTS) {
      giveUp(name, reason);
    } else {
      LOG.warn("{} is scored again from its beginning: {}", name, reason);
    }
  }

  private void giveUp(String name, String reason) {
    ActorRef<Pipeline.Command> pipeline = running.get(name);
    if (pipeline != null) {
      getContext().stop(pipeline);
      givenUp.add("%s: %s".formatted(name, reason));
      setup.job().alerts().ifPresent(alerts -> alerts.giveUp(name));
      finished(name);
    }
  }

  private void finished(String name) {
    running.remove(name);
    setup.done().run();
    startNext();
  }

  private Ending ending() {
    return givenUp.isEmpty()
        ? Ending.WELL
        : new Ending(ExitCode.FAILED, "not scored: " + String.join("; ", givenUp));
  }
}
