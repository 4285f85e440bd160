package dev.weir.connectors.stdin;

import dev.weir.connectors.inference.live.LiveReading;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads lines of standard input, CSV from the first record that shows how they are read. */
final class StdinReader implements Source.Reader {

  private static final String PLACE = "stdin";

  /** Up to so many lines of CSV without a time are waited for one that has a time. */
  private static final int TIMED_LINES = 10;

  /** Behind so many lines, or bytes, it is read by the settings and the usual names. */
  private static final int MOST_LINES = 100;

  private static final int MOST_BYTES = 1 << 20;

  private final Setup setup;
  private final LiveReading live;
  private final Pump pump;
  private final SeriesTable table;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private @Nullable RecordReader records;
  private int looked;
  private int lines;

  StdinReader(Setup setup, LiveReading live, Pump pump, SeriesTable table) {
    this.setup = setup;
    this.live = live;
    this.pump = pump;
    this.table = table;
    LineFormat format = setup.format().orElseThrow();
    if (live.decided().isPresent()) {
      records = reader(live.decided().get());
    } else if (format == LineFormat.JSONL) {
      records =
          reader(setup.usual(format))
              .decidedBy((line, from, to, number) ->
                  LiveReading.mayHoldTime(line, from, to)
                      ? live.look(Arrays.copyOfRange(line, from, to), Long.toString(number), true)
                          .map(TextSettings::record)
                      : Optional.empty());
    }
  }

  private RecordReader reader(TextSettings settings) {
    return new RecordReader(pump, settings, table, new RecordLocation(PLACE, 0));
  }

  @Override
  public Source.State poll(Batch into, int limit, Duration patience)
      throws IOException, InterruptedException {
    boolean ended = pump.await(patience);
    RecordReader reader = records == null ? decide(ended) : records;
    if (reader == null) {
      return Source.State.IDLE;
    }
    records = reader;
    return switch (reader.read(into, limit, ended)) {
      case LIMIT -> Source.State.READY;
      case GIVEN_UP -> Source.State.ENDED;
      case END ->
          ended ? Source.State.ENDED : into.size() > 0 ? Source.State.READY : Source.State.IDLE;
    };
  }

  /** Looks at the lines that have come, one more at a time; empty while they decide nothing. */
  private @Nullable RecordReader decide(boolean ended) throws IOException {
    byte[] chunk = new byte[64 * 1024];
    int read = 1;
    while (read > 0 && head.size() < MOST_BYTES) {
      read = pump.read(chunk, 0, chunk.length);
      head.write(chunk, 0, Math.max(read, 0));
    }
    byte[] bytes = head.toByteArray();
    for (int i = looked; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        looked = i + 1;
        lines++;
        Optional<TextSettings> found = look(bytes, looked, lines <= TIMED_LINES);
        if (found.isPresent() || lines == MOST_LINES) {
          return begin(found, bytes);
        }
      }
    }
    boolean over = ended || bytes.length >= MOST_BYTES;
    return over ? begin(look(bytes, bytes.length, false), bytes) : null;
  }

  private Optional<TextSettings> look(byte[] bytes, int length, boolean timed) throws IOException {
    return live.look(Arrays.copyOf(bytes, length), Integer.toString(lines), timed);
  }

  private RecordReader begin(Optional<TextSettings> found, byte[] bytes) {
    pump.pushBack(bytes);
    head.reset();
    return reader(found.orElseGet(() -> setup.usual(LineFormat.CSV)));
  }

  @Override
  public Position position() {
    RecordReader reader = records;
    return new Position(Long.toString(reader == null ? 0 : reader.line()));
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
