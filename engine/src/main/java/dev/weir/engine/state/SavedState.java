package dev.weir.engine.state;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.detectors.Detector;
import dev.weir.detectors.NewerStateException;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Position;
import dev.weir.engine.Sections;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.StreamTime;
import dev.weir.engine.metrics.RecordCounter;
import dev.weir.series.SeriesRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Loads the state in a checkpoint as a start does, one series at a time, and keeps none of it. */
public final class SavedState {

  /**
   * Counts the series of a checkpoint.
   *
   * @param series in all
   * @param loaded whose model was restored
   * @param relearning whose detector or its settings are others now
   * @param unmatched that no detector of the configuration judges
   */
  public record Series(long series, long loaded, long relearning, long unmatched) {}

  /** A series whose model a start does not go on with. */
  public record Relearning(String key, String detector, long records) {}

  private final CheckpointReader reader;
  private final Deque<DetectorPlan> plans;
  private final SeriesRules rules;
  private long series;
  private long loaded;
  private long relearning;
  private long pipelines;
  private @Nullable RuntimeException unreadable;

  private final Consumer<Relearning> relearns;

  private SavedState(
      CheckpointReader reader,
      List<DetectorPlan> plans,
      SeriesRules rules,
      Consumer<Relearning> relearns) {
    this.relearns = relearns;
    this.reader = reader;
    this.plans = new ArrayDeque<>(plans);
    this.rules = rules;
  }

  /**
   * Loads everything but the position, which only the source can read.
   *
   * @throws StateMismatchException if a start with this configuration would refuse it; the message
   *     names file, series and detector
   */
  public static Series load(CheckpointReader reader, DetectorPlan plan, SeriesRules rules)
      throws IOException {
    return load(reader, List.of(plan), rules);
  }

  /**
   * Loads each series under the first plan with whose settings it was saved.
   *
   * @param plans at least one
   */
  public static Series load(CheckpointReader reader, List<DetectorPlan> plans, SeriesRules rules)
      throws IOException {
    return load(reader, plans, rules, relearning -> {});
  }

  /**
   * Loads each series as a start does.
   *
   * @param relearns receives each series that relearns, with the number of records that it needs
   *     before the first is judged
   */
  public static Series load(
      CheckpointReader reader, DetectorPlan plan, SeriesRules rules, Consumer<Relearning> relearns)
      throws IOException {
    return load(reader, List.of(plan), rules, relearns);
  }

  private static Series load(
      CheckpointReader reader,
      List<DetectorPlan> plans,
      SeriesRules rules,
      Consumer<Relearning> relearns)
      throws IOException {
    SavedState state = new SavedState(reader, plans, rules, relearns);
    try {
      return state.load();
    } catch (NewerStateException e) {
      throw new NewerStateException(reader.place() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      String reason = e instanceof StateMismatchException ? e.getMessage() : e.toString();
      throw new StateMismatchException(reader.place() + ": " + reason);
    }
  }

  /**
   * Refuses a checkpoint with state of a newer build, whether or not the rest of it can be loaded.
   *
   * @throws NewerStateException naming the file, the series and both versions
   */
  public static void refuseNewer(CheckpointReader reader) throws IOException {
    try {
      reader.read(Sections.SERIES, entry -> SeriesEntry.refuseNewer(new StateReader(entry)));
    } catch (NewerStateException e) {
      throw new NewerStateException(reader.place() + ": " + e.getMessage());
    }
  }

  /**
   * Asks the source to read the position.
   *
   * @throws StateMismatchException if it cannot
   */
  public static void requirePosition(CheckpointReader reader, Source source) {
    Position position = new Position(reader.header().position());
    try {
      Optional<Position> start = source.resumeAt(position);
      if (start.isPresent() && source.isBehind(start.get(), start.get())) {
        throw new StateMismatchException("it lies behind itself");
      }
    } catch (IOException | RuntimeException e) {
      throw new StateMismatchException(
          "%s: source '%s' cannot read its position '%s': %s"
              .formatted(reader.place(), source.name(), position.value(), e.getMessage()));
    }
  }

  private Series load() throws IOException {
    reader.read(Sections.SERIES, this::entry);
    if (unreadable != null) {
      throw unreadable;
    }
    reader.read(
        Sections.PIPELINE,
        entry -> {
          RecordCounter.read(new StateReader(entry));
          pipelines++;
        });
    if (pipelines != 1) {
      throw new StateMismatchException("the checkpoint counts %d pipelines".formatted(pipelines));
    }
    reader.read(Sections.STREAM, entry -> StreamTime.read(new StateReader(entry)));
    return new Series(series, loaded, relearning, series - loaded - relearning);
  }

  private static Relearning relearning(WorkerSeries state) {
    String detector = state.series().detector().map(Detector::name).orElse("");
    return new Relearning(state.series().key(), detector, state.warmUpOfNew());
  }

  /** Looks for newer state in all entries, also behind the first that cannot be read. */
  private void entry(ByteBuffer entry) {
    SeriesEntry.refuseNewer(new StateReader(entry));
    if (unreadable == null) {
      try {
        series(entry);
      } catch (NewerStateException e) {
        throw e;
      } catch (RuntimeException e) {
        unreadable = e;
      }
    }
  }

  private void series(ByteBuffer entry) {
    series++;
    boolean matched = false;
    Optional<WorkerSeries> last = Optional.empty();
    for (DetectorPlan plan : plans) {
      SeriesTable table = new SeriesTable(plan, SeriesTable.Admission.ALL);
      Optional<WorkerSeries> state = SeriesEntry.read(new StateReader(entry), table, rules);
      if (state.isPresent() && !state.get().isRelearning()) {
        loaded++;
        // Neighbours are mostly alike: the next series tries this plan first.
        plans.remove(plan);
        plans.addFirst(plan);
        return;
      }
      matched |= state.isPresent();
      last = state;
    }
    last.ifPresent(state -> relearns.accept(relearning(state)));
    relearning += matched ? 1 : 0;
  }
}
