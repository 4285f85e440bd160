package dev.weir.benchmarks.drift;

import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Another source whose values are made others: the changes that the simulator does not have. */
record ReshapedSource(Source source, Reshaping reshaping) implements Source {

  /** A change of the values of a record. */
  @FunctionalInterface
  interface Reshaping {
    void apply(double[] values, long number);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public boolean rewindable() {
    return false;
  }

  @Override
  public Reader open(Optional<Position> from, SeriesTable table) throws IOException {
    return new ReshapedReader(source.open(from, table));
  }

  private final class ReshapedReader implements Reader {

    private final Reader reader;
    private final Batch plain = new Batch(DriftRun.BATCH, 1);
    private long read;

    ReshapedReader(Reader reader) {
      this.reader = reader;
    }

    @Override
    public State poll(Batch into, int limit, Duration patience)
        throws IOException, InterruptedException {
      plain.clear(into.stream());
      State state = reader.poll(plain, Math.min(limit, plain.capacity()), patience);
      into.timeKind(plain.timeKind());
      for (int row = 0; row < plain.size(); row++) {
        double[] values = plain.rows().point(row);
        reshaping.apply(values, read);
        into.values(values, 0, values.length);
        into.put(plain.series(row), plain.time(row), plain.label(row), 0, read++);
      }
      return state;
    }

    @Override
    public Position position() {
      return reader.position();
    }

    @Override
    public PositionFormat positions() {
      return reader.positions();
    }

    @Override
    public void commit(Position upTo) throws IOException {
      reader.commit(upTo);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
