package dev.weir.chaos.random;

import dev.weir.chaos.random.drawn.Row;
import dev.weir.chaos.random.drawn.Shape;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.series.DeadLetter;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The records of a shape, from memory; it ends before record {@code end}. */
final class MemorySource implements Source {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String name;
  private final Shape shape;
  private final long end;
  private final OptionalLong checkpointAfter;
  private volatile long failAt;

  /**
   * Makes one.
   *
   * @param checkpointAfter records after which a checkpoint is wanted; empty for none but the last
   * @param failAt record at which reading fails once; beyond the end for never
   */
  MemorySource(String name, Shape shape, long end, OptionalLong checkpointAfter, long failAt) {
    this.name = name;
    this.shape = shape;
    this.end = end;
    this.checkpointAfter = checkpointAfter;
    this.failAt = failAt;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean rewindable() {
    return true;
  }

  @Override
  public OptionalLong checkpointAfter() {
    return checkpointAfter;
  }

  @Override
  public Reader open(Optional<Position> from, SeriesTable series) {
    return new MemoryReader(from.map(p -> Long.parseLong(p.value())).orElse(0L), series);
  }

  private final class MemoryReader implements Reader {

    private final SeriesTable table;
    private final List<String> features = new ArrayList<>();
    private long next;

    MemoryReader(long next, SeriesTable table) {
      this.next = next;
      this.table = table;
      for (int i = 0; i < shape.features(); i++) {
        features.add("f" + i);
      }
    }

    @Override
    public State poll(Batch into, int limit, Duration patience) throws IOException {
      into.timeKind(shape.numbered() ? EventTime.NUMBER : EventTime.INSTANT);
      for (int i = 0; i < limit && next < end; i++) {
        if (next == failAt) {
          failAt = Long.MAX_VALUE;
          throw new IOException("reading fails at record " + next);
        }
        put(into, shape.row(next));
        next++;
      }
      return next < end ? State.READY : State.ENDED;
    }

    private void put(Batch into, Row row) {
      if (row.bad()) {
        DeadLetter why = new DeadLetter(DeadLetter.Reason.MALFORMED, "bad", "x" + row.number());
        into.reject(why, 0, row.number());
        return;
      }
      for (double value : row.values()) {
        into.value(value);
      }
      into.put(
          table.intern(row.series(), features),
          shape.numbered() ? row.time() : row.time() * NANOS_PER_MILLI,
          row.anomalous() ? Label.ANOMALOUS : Label.NORMAL,
          0,
          row.number());
    }

    @Override
    public Position position() {
      return new Position(Long.toString(next));
    }

    @Override
    public PositionFormat positions() {
      return PositionFormat.NUMBER;
    }

    @Override
    public void commit(Position upTo) {
      // The memory keeps everything.
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
