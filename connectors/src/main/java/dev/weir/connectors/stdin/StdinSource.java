package dev.weir.connectors.stdin;

import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.RecordReader;
import dev.weir.connectors.text.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Lines from standard input, until it ends.
 *
 * <p>What was read cannot be read again. Started anew, the pipeline keeps what its models know and
 * takes the input as a new incarnation of the source; what was read and not yet saved when the
 * program was killed is lost to it.
 */
public final class StdinSource implements Source {

  private final String name;
  private final TextSettings settings;
  private final InputStream in;

  /** Reads from this stream, which is read by nobody else. */
  public StdinSource(String name, TextSettings settings, InputStream in) {
    this.name = name;
    this.settings = settings;
    this.in = in;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean rewindable() {
    return false;
  }

  @Override
  public Reader open(Optional<Position> from, SeriesTable series) throws IOException {
    if (from.isPresent()) {
      throw new IOException(
          "standard input cannot be read again from line %s".formatted(from.get().value()));
    }
    return new StdinReader(series);
  }

  private final class StdinReader implements Reader {

    private final Pump pump = new Pump(in);
    private final RecordReader records;

    StdinReader(SeriesTable table) {
      this.records = new RecordReader(pump, settings, table, new RecordLocation("stdin", 0));
    }

    @Override
    public State poll(Batch into, int limit, Duration patience)
        throws IOException, InterruptedException {
      boolean ended = pump.await(patience);
      return switch (records.read(into, limit, ended)) {
        case LIMIT -> State.READY;
        case GIVEN_UP -> State.ENDED;
        case END -> ended ? State.ENDED : into.size() > 0 ? State.READY : State.IDLE;
      };
    }

    @Override
    public Position position() {
      return new Position(Long.toString(records.line()));
    }

    @Override
    public PositionFormat positions() {
      return PositionFormat.NUMBER;
    }

    @Override
    public void commit(Position upTo) {
      // There is nothing that could be forgotten.
    }

    @Override
    public void close() {
      // Standard input is not ours to close; the pump ends with the process.
    }
  }
}
