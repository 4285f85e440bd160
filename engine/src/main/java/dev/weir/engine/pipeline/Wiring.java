package dev.weir.engine.pipeline;

import dev.weir.engine.EngineSettings;
import dev.weir.series.Ids;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** What each child of a pipeline gets of what the pipeline has. */
final class Wiring {

  private final Pipeline.Setup setup;

  Wiring(Pipeline.Setup setup) {
    this.setup = setup;
  }

  Outlet.Setup outlet(CompletableFuture<Done> sinksClosed) {
    return new Outlet.Setup(
        setup.name(),
        setup.sinks(),
        setup.persistence().map(Pipeline.Persistence::checkpointer),
        setup.monitor(),
        setup.nanoTime(),
        sinksClosed);
  }

  Worker.Setup worker(int number, ActorRef<Outlet.Command> to) {
    return new Worker.Setup(
        number,
        setup.name(),
        setup.settings().rules(),
        to,
        setup.persistence().map(Pipeline.Persistence::checkpointer),
        setup.helpers(),
        setup.monitor(),
        setup.nanoTime());
  }

  Ingestion.Setup ingestion(
      StartState start,
      List<ActorRef<Worker.Command>> workers,
      ActorRef<Outlet.Command> to,
      ActorRef<Ingestion.SourceEnded> listener) {
    SortedMap<String, String> detectors = new TreeMap<>();
    setup.plan().rules().forEach(rule -> detectors.put(rule.match(), Ids.config(rule.detector())));
    return new Ingestion.Setup(
        setup.name(),
        start.epoch(),
        workers,
        to,
        setup.persistence().map(Pipeline.Persistence::checkpointer),
        setup.settings().checkpointEvery(),
        setup.source().checkpointAfter(),
        setup.settings().checkpointTimeout(),
        setup.settings().outputQueueSize(),
        detectors,
        listener,
        setup.monitor().pipeline(setup.name()));
  }

  ReaderThread.Setup reader(StartState start, CompletableFuture<Done> closed) {
    EngineSettings settings = setup.settings();
    return new ReaderThread.Setup(
        setup.name(),
        setup.source(),
        start.epoch(),
        start.position(),
        start.table(),
        start.recordCounter().counts().settled(),
        start.poison(),
        start.time(),
        new BatchSizer(
            settings.batchSize(),
            settings.inputQueueSize(),
            settings.outputQueueSize(),
            settings.coalesce()),
        setup.monitor(),
        setup.nanoTime(),
        closed);
  }
}
