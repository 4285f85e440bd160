package dev.weir.benchmarks.drift;

import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Another source whose values are multiplied by a factor from some record on: the drift that the
 * simulator does not have.
 *
 * @param after how many records stay as they are
 */
record WidenedSource(Source source, long after, double factor) implements Source {

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
    return new WidenedReader(source.open(from, table));
  }

  private final class WidenedReader implements Reader {

    private final Reader reader;
    private final Batch plain = new Batch(DriftRun.BATCH, 1);
    private long read;

    WidenedReader(Reader reader) {
      this.reader = reader;
    }

    @Override
    public State poll(Batch into, int limit, Duration patience)
        throws IOException, InterruptedException {
      plain.clear(into.stream());
      State state = reader.poll(plain, Math.min(limit, plain.capacity()), patience);
      into.timeKind(plain.timeKind());
      for (int row = 0; row < plain.size(); row++) {
        double scale = read >= after ? factor : 1;
        for (int i = 0; i < plain.rows().width(row); i++) {
          into.value(scale * plain.rows().value(row, i));
        }
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
