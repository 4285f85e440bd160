package dev.weir.engine.pipeline;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.CheckpointStore;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Position;
import dev.weir.engine.Sections;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.StreamTime;
import dev.weir.engine.metrics.RecordCounter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All that a pipeline starts with.
 *
 * @param epoch which incarnation of the source is read
 * @param position where to read on; empty to begin at the beginning
 * @param workers the series of each worker
 * @param time of the stream; empty if no series is watched for silence
 * @param poison positions to go around
 */
record StartState(
    long epoch,
    Optional<Position> position,
    SeriesTable table,
    List<List<WorkerSeries>> workers,
    RecordCounter recordCounter,
    Optional<StreamTime> time,
    Set<String> poison) {

  /** The event that a pipeline has started with this state. */
  Pipeline.Started started(String pipeline) {
    return new Pipeline.Started(pipeline, recordCounter.counts().settled(), table.size(), anew());
  }

  /** How many series begin to learn again, because their detector is another now. */
  long anew() {
    return workers.stream().flatMap(List::stream).filter(WorkerSeries::isRelearning).count();
  }

  /**
   * Reads it from the disk, after remembering {@code newPoison}.
   *
   * @param life the source epoch that this life of the pipeline reads; empty at its first start
   * @throws StateMismatchException if the state is not what this program can read
   */
  static StartState load(PipelineSetup setup, Optional<String> newPoison, Optional<Long> life)
      throws IOException {
    Optional<CheckpointReader> checkpoint = choose(setup, life);
    boolean first = life.isEmpty();
    long saved = checkpoint.map(reader -> reader.header().sourceEpoch()).orElse(0L);
    boolean newEpoch = first && checkpoint.isPresent() && startsNewEpoch(setup);
    long epoch = newEpoch ? newestEpoch(setup) + 1 : Math.max(saved, life.orElse(0L));
    for (String position : newPoison.stream().toList()) {
      setup.recovery().poison().add(setup.name(), epoch, position);
    }
    Set<String> poison = setup.recovery().poison().positions(setup.name(), epoch);
    EngineSettings settings = setup.definition().settings();
    SeriesTable table = new SeriesTable(setup.definition().plan(), settings.admission());
    List<List<WorkerSeries>> workers =
        IntStream.range(0, settings.workers())
            .<List<WorkerSeries>>mapToObj(worker -> new ArrayList<>())
            .toList();
    if (checkpoint.isEmpty()) {
      Optional<StreamTime> start =
          setup.definition().plan().watchesSilence()
              ? Optional.of(StreamTime.START)
              : Optional.empty();
      return new StartState(
          epoch, Optional.empty(), table, workers, new RecordCounter(), start, poison);
    }
    CheckpointReader reader = checkpoint.get();
    reader.read(
        Sections.SERIES,
        entry ->
            SeriesEntry.read(new StateReader(entry), table, settings.rules())
                .ifPresent(state ->
                    workers.get(Router.workerOf(state.series(), settings.workers())).add(state)));
    List<RecordCounter> tallies = new ArrayList<>();
    reader.read(
        Sections.PIPELINE, entry -> tallies.add(RecordCounter.read(new StateReader(entry))));
    if (tallies.size() != 1) {
      throw new StateMismatchException(
          "the checkpoint counts %d pipelines".formatted(tallies.size()));
    }
    RecordCounter recordCounter = tallies.getFirst();
    recordCounter.silent(
        workers.stream().flatMap(List::stream).filter(WorkerSeries::isSilent).count());
    Optional<Position> position =
        setup.definition().source().resumeAt(new Position(reader.header().position()));
    return new StartState(
        epoch, position, table, workers, recordCounter, time(setup, reader), poison);
  }

  private static Optional<StreamTime> time(PipelineSetup setup, CheckpointReader reader)
      throws IOException {
    if (!setup.definition().plan().watchesSilence()) {
      return Optional.empty();
    }
    List<StreamTime> times = new ArrayList<>(List.of(StreamTime.START));
    reader.read(Sections.STREAM, entry -> times.add(StreamTime.read(new StateReader(entry))));
    return Optional.of(times.getLast());
  }

  /** The latest; the one that was asked for until this life has saved one of its own. */
  private static Optional<CheckpointReader> choose(PipelineSetup setup, Optional<Long> life)
      throws IOException {
    if (setup.recovery().persistence().isEmpty()) {
      return Optional.empty();
    }
    CheckpointStore store = setup.recovery().persistence().get().store();
    boolean savedNothing = life.isEmpty() || life.get() > newestEpoch(setup);
    return setup.recovery().from().isPresent() && savedNothing
        ? Optional.of(store.open(setup.name(), setup.recovery().from().get()))
        : store.latest(setup.name());
  }

  /**
   * A source that cannot be read again, or that is read again from an older place, is a new one.
   */
  private static boolean startsNewEpoch(PipelineSetup setup) {
    return setup.recovery().from().isPresent() || !setup.definition().source().rewindable();
  }

  private static long newestEpoch(PipelineSetup setup) throws IOException {
    CheckpointStore store = setup.recovery().persistence().orElseThrow().store();
    return store.latest(setup.name()).map(reader -> reader.header().sourceEpoch()).orElse(0L);
  }
}
