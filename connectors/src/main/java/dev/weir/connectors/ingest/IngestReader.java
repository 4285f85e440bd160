package dev.weir.connectors.ingest;

import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.RecordReader;
import dev.weir.connectors.text.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.series.EventTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the records of a journal, frame by frame. */
final class IngestReader implements Source.Reader {

  private final String name;
  private final TextSettings settings;
  private final SeriesTable table;
  private final IngestJournal journal;
  private final JournalCursor cursor;
  private Optional<EventTime> timeKind = Optional.empty();
  private @Nullable RecordReader records;
  private long line;
  private long end;
  private long gone;

  IngestReader(
      String name,
      TextSettings settings,
      SeriesTable table,
      IngestJournal journal,
      IngestPosition from)
      throws IOException {
    this.name = name;
    this.settings = settings;
    this.table = table;
    this.journal = journal;
    this.cursor = new JournalCursor(journal);
    this.line = from.line();
    this.gone = from.gone();
    journal.startBehind(line);
    cursor.seek(line);
    Optional<Long> first = cursor.firstKept();
    if (first.isPresent() && journal.last() < line) {
      throw new IOException(
          "the journal %s ends at line %d, before line %d that was read; restore it, or move it away"
              .formatted(journal.directory(), journal.last(), line));
    }
    if (first.isPresent() && first.get() > line + 1) {
      gone += first.get() - line - 1;
      line = first.get() - 1;
    }
  }

  @Override
  public Source.State poll(Batch into, int limit, Duration patience)
      throws IOException, InterruptedException {
    boolean waited = false;
    while (true) {
      RecordReader current = records;
      if (current == null) {
        Optional<Frame> frame = cursor.next();
        if (frame.isPresent()) {
          begin(frame.get());
          continue;
        }
        if (into.size() > 0 || waited) {
          return into.size() > 0 ? Source.State.READY : Source.State.IDLE;
        }
        journal.await(Math.max(line, end), patience);
        waited = true;
        continue;
      }
      RecordReader.Reached reached = current.read(into, limit, true);
      timeKind = current.timeKind();
      if (reached == RecordReader.Reached.LIMIT) {
        line = Math.max(line, current.line());
        return Source.State.READY;
      }
      records = null;
      line = end;
    }
  }

  /** Begins to read a frame behind the last line that was read; passes over one that was read. */
  private void begin(Frame frame) throws IOException {
    if (frame.last() <= line) {
      return;
    }
    TextSettings text =
        new TextSettings(
            frame.format(),
            settings.separator(),
            settings.longestLine(),
            settings.record(),
            settings.layout());
    RecordLocation place = new RecordLocation(name, 0);
    long before = Math.max(line, frame.first() - 1);
    int offset = offset(frame.body(), before - frame.first() + 1);
    records =
        RecordReader.within(
            new ByteArrayInputStream(frame.body(), offset, frame.body().length - offset),
            offset == 0 ? Optional.empty() : Optional.of(new ByteArrayInputStream(frame.body())),
            text,
            table,
            place,
            new RecordReader.Start(offset, before, timeKind));
    end = frame.last();
  }

  /** Where the line behind so many others begins. */
  private static int offset(byte[] body, long lines) {
    int at = 0;
    for (long left = lines; left > 0; at++) {
      if (body[at] == '\n') {
        left--;
      }
    }
    return at;
  }

  @Override
  public Position position() {
    return new IngestPosition(line, gone).position();
  }

  @Override
  public PositionFormat positions() {
    return PositionFormat.NUMBER;
  }

  @Override
  public long gapRecords() {
    return gone;
  }

  @Override
  public void commit(Position upTo) throws IOException {
    journal.forget(IngestPosition.of(upTo).line());
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
