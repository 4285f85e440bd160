package dev.weir.engine.reference;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Position;
import dev.weir.engine.Sections;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The oracle: takes the records between two places of a source through the reference engine, from
 * the state of a checkpoint, and says which state that must lead to. Reads the source and changes
 * nothing.
 */
public final class Replay {

  /** How long a source may have nothing before what is missing is taken for gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Holds the input of a replay.
   *
   * @param poison positions of records that no model survived
   */
  public record Setup(
      Source source, DetectorPlan plan, EngineSettings settings, Set<String> poison) {}

  /**
   * Holds the result of a replay.
   *
   * @param records taken
   * @param gapRecords records that were gone from the source: with any, the state is not what it
   *     was
   * @param gaps parts of the source, of unknown length, that were gone: likewise
   * @param stateHash as a checkpoint taken there has it
   */
  public record Result(long records, long gapRecords, long gaps, String stateHash) {}

  private final Setup setup;
  private final SeriesTable table;
  private final ReferenceEngine engine;

  private Replay(Setup setup) {
    this.setup = setup;
    this.table = new SeriesTable(setup.plan(), setup.settings().admission());
    this.engine = new ReferenceEngine(setup.settings().rules(), setup.poison());
  }

  /** Replays up to a place that the source gave, or to its end if that comes first. */
  public static Result run(Setup setup, CheckpointReader from, Position to)
      throws IOException, InterruptedException {
    Replay replay = new Replay(setup);
    from.read(Sections.SERIES, entry -> replay.engine.restore(entry, replay.table));
    from.read(Sections.STREAM, replay.engine::restoreTime);
    return replay.read(from, to);
  }

  private Result read(CheckpointReader from, Position to) throws IOException, InterruptedException {
    Position start = new Position(from.header().position());
    if (setup.source().isBehind(start, to)) {
      throw new IOException(
          "'%s' is before the checkpoint, which is at '%s'".formatted(to.value(), start.value()));
    }
    long records = 0;
    // One record at a time: so no poll goes past the place.
    Batch batch = new Batch(1, 1);
    try (Source.Reader reader = setup.source().open(Optional.of(start), table)) {
      long gapRecords = reader.gapRecords();
      long gaps = reader.gaps();
      while (setup.source().isBehind(to, reader.position())) {
        Batch.Stream stream =
            new Batch.Stream(
                from.header().pipeline(),
                from.header().sourceEpoch(),
                reader.positions(),
                reader.phase());
        batch.clear(stream);
        Source.State state = reader.poll(batch, 1, PATIENCE);
        boolean beyond = setup.source().isBehind(reader.position(), to);
        if (!beyond) {
          engine.observe(batch);
          records += batch.size();
        }
        if (beyond) {
          break;
        }
        if (batch.size() == 0 && state != Source.State.READY) {
          requireReached(reader, state, to);
          break;
        }
      }
      return new Result(
          records, reader.gapRecords() - gapRecords, reader.gaps() - gaps, engine.stateHash());
    }
  }

  private void requireReached(Source.Reader reader, Source.State state, Position to)
      throws IOException {
    if (setup.source().isBehind(to, reader.position())) {
      throw new IOException(
          "source '%s' %s at '%s', before '%s'"
              .formatted(
                  setup.source().name(),
                  state == Source.State.AWAY ? "cannot be reached" : "has no more",
                  reader.position().value(),
                  to.value()));
    }
  }
}
