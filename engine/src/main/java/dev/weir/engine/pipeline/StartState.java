package dev.weir.engine.pipeline;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.CheckpointStore;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Position;
import dev.weir.engine.Sections;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.StreamTime;
import dev.weir.engine.journal.SettingsLog;
import dev.weir.engine.metrics.RecordCounter;
import dev.weir.engine.state.SeriesEntry;
import dev.weir.engine.state.WorkerSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All that a pipeline starts with.
 *
 * @param stretch what judges its records, and up to which
 * @param epoch which incarnation of the source is read
 * @param position where to read on; empty to begin at the beginning
 * @param workers the series of each worker
 * @param time of the stream; empty if no series is watched for silence
 * @param poison positions to go around
 */
record StartState(
    SettingsLog.Stretch stretch,
    long epoch,
    Optional<Position> position,
    SeriesTable table,
    List<List<WorkerSeries>> workers,
    RecordCounter recordCounter,
    Optional<StreamTime> time,
    Set<String> poison) {

  /** The event that a pipeline has started with this state. */
  PipelineEvent.Started started(String pipeline) {
    return new PipelineEvent.Started(
        pipeline, recordCounter.counts().settled(), table.size(), relearning());
  }

  /** Which records are judged by earlier settings, as a line for the log; empty if none are. */
  Optional<String> earlierSettings(String source) {
    if (stretch.until().isEmpty()) {
      return Optional.empty();
    }
    long last = stretch.until().getAsLong();
    return Optional.of(
        ("source '%s': the changed settings count from record %d on; %d records that a sink may"
                + " have seen are judged by the earlier ones")
            .formatted(source, last + 1, last - recordCounter.counts().settled()));
  }

  /** How many series relearn, because their detector changed. */
  long relearning() {
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
    RecordCounter recordCounter =
        checkpoint.isPresent() ? recordCounter(checkpoint.get()) : new RecordCounter();
    SettingsLog.Stretch stretch = stretch(setup, epoch, recordCounter.counts().settled());
    SettingsLog.Judging judging = stretch.judging();
    SeriesTable table = new SeriesTable(judging.plan(), settings.admission());
    List<List<WorkerSeries>> workers =
        IntStream.range(0, settings.workers())
            .<List<WorkerSeries>>mapToObj(worker -> new ArrayList<>())
            .toList();
    if (checkpoint.isEmpty()) {
      Optional<StreamTime> start =
          judging.plan().watchesSilence() ? Optional.of(StreamTime.START) : Optional.empty();
      return new StartState(
          stretch, epoch, Optional.empty(), table, workers, recordCounter, start, poison);
    }
    CheckpointReader reader = checkpoint.get();
    reader.read(
        Sections.SERIES,
        entry ->
            SeriesEntry.read(new StateReader(entry), table, judging.rules())
                .ifPresent(state ->
                    workers.get(Router.workerOf(state.series(), settings.workers())).add(state)));
    recordCounter.silent(
        workers.stream().flatMap(List::stream).filter(WorkerSeries::isSilent).count());
    Optional<Position> position =
        setup.definition().source().resumeAt(new Position(reader.header().position()));
    return new StartState(
        stretch,
        epoch,
        position,
        table,
        workers,
        recordCounter,
        time(judging.plan(), reader),
        poison);
  }

  private static RecordCounter recordCounter(CheckpointReader reader) throws IOException {
    List<RecordCounter> counters = new ArrayList<>();
    reader.read(
        Sections.PIPELINE, entry -> counters.add(RecordCounter.read(new StateReader(entry))));
    if (counters.size() != 1) {
      throw new StateMismatchException(
          "the checkpoint counts %d pipelines".formatted(counters.size()));
    }
    return counters.getFirst();
  }

  /** Where nothing is read again, nothing is judged again. */
  private static SettingsLog.Stretch stretch(PipelineSetup setup, long epoch, long records)
      throws IOException {
    Optional<SettingsLog> log = setup.settingsLog();
    return log.isPresent()
        ? log.get().stretch(setup.name(), epoch, records)
        : new SettingsLog.Stretch(
            new SettingsLog.Judging(
                setup.definition().plan(), setup.definition().settings().rules()),
            OptionalLong.empty());
  }

  private static Optional<StreamTime> time(DetectorPlan plan, CheckpointReader reader)
      throws IOException {
    if (!plan.watchesSilence()) {
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
