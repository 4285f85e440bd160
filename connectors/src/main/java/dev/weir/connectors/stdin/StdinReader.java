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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of standard input, CSV from the first record that shows how they are read. Without a
 * format it is JSON if a line that begins as an object comes before that record, and else CSV.
 */
final class StdinReader implements Source.Reader {

  private static final String PLACE = "stdin";

  /** Up to so many lines of CSV without a time are waited for one that has a time. */
  private static final int TIMED_LINES = 10;

  /** Behind so many lines, or bytes, it is read by the settings and the usual names. */
  private static final int MOST_LINES = 100;

  private static final int MOST_BYTES = 1 << 20;

  private final Setup setup;
  private final Opening opening;
  private final Pump pump;
  private final SeriesTable table;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private @Nullable LiveReading csv;
  private @Nullable RecordReader records;
  private int looked;
  private int lines;

  /** Makes the decisions of texts whose format is known. */
  interface Opening {
    LiveReading of(Setup setup) throws IOException;
  }

  private StdinReader(Setup setup, Opening opening, Pump pump, SeriesTable table) {
    this.setup = setup;
    this.opening = opening;
    this.pump = pump;
    this.table = table;
  }

  /**
   * Begins to read.
   *
   * @param setup without a format if the first lines decide it
   * @throws IOException if the decisions made earlier cannot be read, or none can be noted
   */
  static StdinReader open(Setup setup, Opening opening, Pump pump, SeriesTable table)
      throws IOException {
    StdinReader reader = new StdinReader(setup, opening, pump, table);
    if (setup.format().isPresent()) {
      reader.records =
          switch (setup.format().get()) {
            case JSONL -> reader.json();
            case CSV -> reader.csv();
          };
    }
    return reader;
  }

  /** Of JSON each record is looked at until one decides. */
  private RecordReader json() throws IOException {
    LiveReading live = opening.of(setup.in(LineFormat.JSONL));
    if (live.decided().isPresent()) {
      return reader(live.decided().get());
    }
    return reader(setup.usual(LineFormat.JSONL))
        .decidedBy((line, from, to, number) ->
            LiveReading.mayHoldTime(line, from, to)
                ? live.look(Arrays.copyOfRange(line, from, to), Long.toString(number), true)
                    .map(TextSettings::record)
                : Optional.empty());
  }

  /** Of CSV the first lines are looked at, unless there is a decision: then it can be read. */
  private @Nullable RecordReader csv() throws IOException {
    LiveReading live = opening.of(setup.in(LineFormat.CSV));
    csv = live;
    return live.decided().map(this::reader).orElse(null);
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
        RecordReader found = line(bytes, i + 1);
        if (found != null) {
          return found;
        }
      }
    }
    if (isOpen() && FirstSign.isObject(bytes, looked, bytes.length)) {
      return beginJson(bytes);
    }
    boolean over = ended || bytes.length >= MOST_BYTES;
    return over ? rest(bytes) : null;
  }

  /** Whether it may still be JSON. */
  private boolean isOpen() {
    return setup.format().isEmpty();
  }

  /** Looks at the line that ends there, together with those before it. */
  private @Nullable RecordReader line(byte[] bytes, int end) throws IOException {
    if (isOpen() && FirstSign.isObject(bytes, looked, end)) {
      return beginJson(bytes);
    }
    if (isOpen() && lines == 0) {
      FirstSign.refuseDocument(bytes, looked, end);
    }
    boolean skipped = isOpen() && lines == 0 && FirstSign.isBlank(bytes, looked, end);
    looked = end;
    if (skipped) {
      return null;
    }
    lines++;
    if (csv == null) {
      RecordReader known = csv();
      if (known != null) {
        return begin(known, bytes);
      }
    }
    Optional<TextSettings> found = look(bytes, end, lines <= TIMED_LINES);
    return found.isPresent() || lines == MOST_LINES ? begin(found, bytes) : null;
  }

  /** Looks at all that has come, as there is no more, or no end of a line. */
  private RecordReader rest(byte[] bytes) throws IOException {
    if (isOpen() && lines == 0) {
      FirstSign.refuseDocument(bytes, looked, bytes.length);
    }
    RecordReader known = csv == null ? csv() : null;
    return known == null ? begin(look(bytes, bytes.length, false), bytes) : begin(known, bytes);
  }

  private RecordReader beginJson(byte[] bytes) throws IOException {
    return begin(json(), bytes);
  }

  private RecordReader begin(Optional<TextSettings> found, byte[] bytes) {
    return begin(reader(found.orElseGet(() -> setup.usual(LineFormat.CSV))), bytes);
  }

  private RecordReader begin(RecordReader reader, byte[] bytes) {
    pump.pushBack(bytes);
    head.reset();
    return reader;
  }

  private Optional<TextSettings> look(byte[] bytes, int length, boolean timed) throws IOException {
    LiveReading live = Objects.requireNonNull(csv);
    return live.look(Arrays.copyOf(bytes, length), Integer.toString(lines), timed);
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
