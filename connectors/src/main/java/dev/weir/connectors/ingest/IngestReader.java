package dev.weir.connectors.ingest;

import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the records of a journal, frame by frame. */
final class IngestReader implements Source.Reader {

  private final String name;
  private final TextSettings settings;
  private final SeriesTable table;
  private final IngestJournal journal;
  private final JournalCursor cursor;
  private Optional<EventTime> timeKind;
  private @Nullable RecordReader records;
  private boolean below;
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
    this.timeKind = from.timeKind();
    this.below = from.below();
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
      below = false;
    }
  }

  @Override
  public Source.State poll(Batch into, int limit, Duration patience)
      throws IOException, InterruptedException {
    if (into.size() == 0 && !hasRecords()) {
      journal.await(Math.max(line, end), patience);
    }
    while (hasRecords()) {
      RecordReader current = Objects.requireNonNull(records);
      RecordReader.Reached reached = current.read(into, limit, true);
      timeKind = current.timeKind();
      below = current.isBelowOtherHeader();
      if (reached == RecordReader.Reached.LIMIT) {
        line = Math.max(line, current.line());
        return Source.State.READY;
      }
      records = null;
      below = false;
      line = end;
    }
    return into.size() > 0 ? Source.State.READY : Source.State.IDLE;
  }

  /** Whether a frame is under way, or one that was not read yet is there now. */
  private boolean hasRecords() throws IOException {
    Optional<Frame> frame = records == null ? cursor.next() : Optional.empty();
    while (frame.isPresent() && frame.get().last() <= line) {
      frame = cursor.next();
    }
    if (frame.isPresent()) {
      begin(frame.get());
    }
    return records != null;
  }

  /** Begins to read a frame behind the last line that was read. */
  private void begin(Frame frame) throws IOException {
    long before = Math.max(line, frame.first() - 1);
    int offset = LineText.offset(frame.body(), before - frame.first() + 1);
    records =
        RecordReader.within(
            frame.body(),
            frame.format().settings(settings),
            table,
            new RecordLocation(name, 0),
            new RecordReader.Start(offset, before, timeKind, below && offset > 0));
    end = frame.last();
  }

  @Override
  public Position position() {
    return new IngestPosition(line, gone, timeKind, below).position();
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
