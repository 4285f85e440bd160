package dev.weir.connectors.text.lines;

import dev.weir.connectors.text.Columns;
import dev.weir.connectors.text.CsvDecoder;
import dev.weir.connectors.text.JsonDecoder;
import dev.weir.connectors.text.RecordDecoder;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.Refusals;
import dev.weir.engine.Batch;
import dev.weir.engine.SeriesTable;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream of text as records, line by line: the header first if it is CSV. Blank lines are
 * no records. Whatever else is in a line becomes a record or a dead letter.
 */
public final class RecordReader {

  /** Results of {@link #read}. */
  public enum Reached {
    /** The batch has as many records as wanted. */
    LIMIT,
    /** There is nothing more now. */
    END,
    /** Nothing can be read, or nothing more. */
    GIVEN_UP
  }

  /**
   * Where a stream begins.
   *
   * @param offset of its first byte
   * @param line number of the line before it
   * @param timeKind the kind of the times, if earlier records have shown it
   * @param belowOtherHeader whether a header with other columns is among the lines before it
   */
  public record Start(
      long offset, long line, Optional<EventTime> timeKind, boolean belowOtherHeader) {
    public static final Start BEGINNING = new Start(0, 0, Optional.empty(), false);
  }

  /** Decides by a line of JSON how that and the lines behind it are read. */
  @FunctionalInterface
  public interface Decider {
    /**
     * Looks at a line; empty if it decides nothing.
     *
     * @throws IOException if it cannot be decided how the stream is read
     */
    Optional<RecordSettings> look(byte[] line, int from, int to, long number) throws IOException;
  }

  private final TextSettings settings;
  private final SeriesTable table;
  private final RecordLocation place;
  private final Lines lines;
  private final boolean startsBelow;
  private Optional<EventTime> timeKind;
  private @Nullable RecordDecoder decoder;
  private @Nullable Decider decider;
  private long offset;
  private long line;
  private boolean broken;

  /** A reader of a stream that begins with the first line. */
  public RecordReader(
      InputStream in, TextSettings settings, SeriesTable table, RecordLocation place) {
    this(new Lines(in, settings.longestLine(), 0, 0), settings, table, place, Start.BEGINNING);
  }

  private RecordReader(
      Lines lines, TextSettings settings, SeriesTable table, RecordLocation place, Start start) {
    this.settings = settings;
    this.table = table;
    this.place = place;
    this.lines = lines;
    this.timeKind = start.timeKind();
    this.offset = start.offset();
    this.line = start.line();
    this.startsBelow = start.belowOtherHeader();
    if (settings.format() == LineFormat.JSONL) {
      decoder = new JsonDecoder(settings.record(), table, timeKind);
    } else if (isNamed()) {
      decoder = named();
    }
  }

  /**
   * Until one of its lines decides, lines of JSON are read by the settings that it was made with.
   */
  public RecordReader decidedBy(Decider of) {
    decider = of;
    return this;
  }

  private CsvDecoder named() {
    try {
      return csv(Columns.named(settings.record()));
    } catch (Columns.BadHeaderException e) {
      throw new IllegalArgumentException("columns: " + e.getMessage(), e);
    }
  }

  /**
   * A reader of a stream that begins in the middle.
   *
   * @param beginning the same stream from its first line on, for the header
   * @param before up to 1 KiB of what is in front of the place where it begins
   */
  public static RecordReader goOn(
      InputStream in,
      InputStream beginning,
      TextSettings settings,
      SeriesTable table,
      RecordLocation place,
      Start start,
      byte[] before)
      throws IOException {
    Lines lines = new Lines(in, settings.longestLine(), start.offset(), start.line());
    lines.precededBy(before);
    RecordReader reader = new RecordReader(lines, settings, table, place, start);
    reader.takeHeaderOf(new Lines(beginning, settings.longestLine(), 0, 0));
    return reader;
  }

  /** Takes the header from the beginning of the stream, if it has one. */
  private void takeHeaderOf(Lines first) throws IOException {
    if (settings.format() != LineFormat.CSV || isNamed()) {
      return;
    }
    if (!FirstLines.findHeader(first, settings)) {
      throw new IOException(place + ": its header is missing");
    }
    try {
      decoder = csv(first, FirstLines.behindMark(first));
    } catch (Columns.BadHeaderException e) {
      throw new IOException(place + ": " + e.getMessage(), e);
    }
  }

  /**
   * A reader of a piece of text, which is neither copied nor changed, from {@code start} in it on.
   * The piece has a header of its own if it is CSV whose columns the settings do not name.
   */
  public static RecordReader within(
      byte[] text, TextSettings settings, SeriesTable table, RecordLocation place, Start start)
      throws IOException {
    int from = Math.toIntExact(start.offset());
    Lines lines = new Lines(text, from, settings.longestLine(), start.line());
    RecordReader reader = new RecordReader(lines, settings, table, place, start);
    if (from > 0) {
      reader.takeHeaderOf(new Lines(text, 0, settings.longestLine(), 0));
    }
    return reader;
  }

  private boolean isNamed() {
    return !settings.record().columns().isEmpty();
  }

  /** Why no record of a stream can be read, by its header; empty if some may be. */
  public static Optional<String> headerProblem(InputStream in, TextSettings settings)
      throws IOException {
    Lines lines = new Lines(in, settings.longestLine(), 0, 0);
    if (!FirstLines.findHeader(lines, settings)) {
      boolean damaged = lines.number() > 0 && lines.from() == lines.to();
      return Optional.of(
          damaged ? "it is compressed, and damaged from its beginning on" : "it is empty");
    }
    if (settings.format() == LineFormat.CSV && settings.record().columns().isEmpty()) {
      try {
        Columns.of(
            lines.bytes(),
            FirstLines.behindMark(lines),
            lines.to(),
            settings.separator(),
            settings.record());
      } catch (Columns.BadHeaderException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  /**
   * Offset behind the last record. What follows it that is none, such as blank lines, is not
   * counted: the place must not depend on how far ahead was read.
   */
  public long offset() {
    return offset;
  }

  /** Up to 1 KiB of what is in front of {@link #offset()}; empty if it is not at hand any more. */
  public byte[] before() {
    return lines.before(offset);
  }

  /** Whether the stream broke off, or is damaged. */
  public boolean isBroken() {
    return broken;
  }

  /** Whether a line has begun that has no end yet. */
  public boolean hasBegunLine() {
    return lines.hasBegun();
  }

  /** Number of the line of the last record; 0 before the first. */
  public long line() {
    return line;
  }

  /** The kind of the times; empty until a record has shown it. */
  public Optional<EventTime> timeKind() {
    return timeKind;
  }

  /** Whether a header with other columns was read, below which each row is a dead letter. */
  public boolean isBelowOtherHeader() {
    return decoder instanceof CsvDecoder csv && csv.isBelowOtherHeader();
  }

  /**
   * Reads on until the batch has {@code limit} records.
   *
   * @param last whether nothing more will come: then the end of the stream ends a line
   */
  public Reached read(Batch into, int limit, boolean last) throws IOException {
    kind().ifPresent(into::timeKind);
    while (into.size() < limit) {
      int records = into.size();
      Lines.Found found = lines.next(last);
      if (found == Lines.Found.NOTHING) {
        return Reached.END;
      }
      place.at(lines.number());
      boolean goesOn = found(found, into);
      if (into.size() > records) {
        // Where a stream breaks off, the line that it cuts is read again if the rest comes.
        offset = found == Lines.Found.BROKEN ? offset : lines.offset();
        line = lines.number();
      }
      if (!goesOn) {
        return Reached.GIVEN_UP;
      }
    }
    return Reached.LIMIT;
  }

  /** The kind of the times of the next records, which columns that the settings name tell. */
  private Optional<EventTime> kind() {
    RecordDecoder known = decoder;
    return timeKind.isPresent() || known == null ? timeKind : known.timeKind();
  }

  /** Takes what was found; false if nothing more can be read. */
  private boolean found(Lines.Found found, Batch into) throws IOException {
    return switch (found) {
      case LINE -> take(into);
      case TOO_LONG -> {
        String detail =
            "the line is longer than %d bytes; raise longest-line if it is meant to be"
                .formatted(settings.longestLine());
        refuse(into, Reason.TOO_LONG, detail);
        yield true;
      }
      case BROKEN -> {
        broken = true;
        refuse(
            into,
            Reason.CUT_SHORT,
            "the file is damaged or cut short here; what is behind is lost; fetch it again");
        yield false;
      }
      case NOTHING -> throw new IllegalStateException("nothing was found twice");
    };
  }

  /** Takes a line; false if it is a header that no record can be read under. */
  private boolean take(Batch into) throws IOException {
    int from = lines.number() == 1 ? FirstLines.behindMark(lines) : lines.from();
    if (FirstLines.isPassedOver(lines, settings.layout())) {
      return true;
    }
    RecordDecoder known = decoder;
    if (known == null) {
      return takeHeader(from, into);
    }
    int records = into.size();
    byte[] bytes = lines.bytes();
    int to = lines.to();
    if (!settings.layout().isUtf8()) {
      bytes = settings.layout().utf8(bytes, from, to);
      from = 0;
      to = bytes.length;
    }
    Decider open = decider;
    if (open != null) {
      Optional<RecordSettings> decided = open.look(bytes, from, to, lines.number());
      if (decided.isPresent()) {
        known = new JsonDecoder(decided.get(), table, timeKind);
        decoder = known;
        decider = null;
      }
    }
    known.decode(bytes, from, to, place, into);
    if (into.size() > records) {
      into.keepText(bytes, from, to);
    }
    timeKind = known.timeKind();
    return true;
  }

  private boolean takeHeader(int from, Batch into) {
    try {
      CsvDecoder csv = csv(lines, from);
      decoder = csv;
      timeKind = csv.timeKind();
      timeKind.ifPresent(into::timeKind);
      return true;
    } catch (Columns.BadHeaderException e) {
      refuse(into, Reason.MALFORMED, "nothing is read under this header: " + e.getMessage());
      return false;
    }
  }

  private CsvDecoder csv(Lines header, int from) throws Columns.BadHeaderException {
    byte[] line = settings.layout().utf8(header.bytes(), from, header.to());
    return csv(Columns.of(line, 0, line.length, settings.separator(), settings.record()));
  }

  private CsvDecoder csv(Columns columns) {
    CsvDecoder csv = new CsvDecoder(columns, settings.separator(), settings.record(), table);
    if (startsBelow) {
      csv.beginBelowOtherHeader();
    }
    return csv;
  }

  private void refuse(Batch into, Reason reason, String detail) {
    Refusals.refuse(into, place, reason, detail, lines.bytes(), lines.from(), lines.to());
    into.keepText(lines.bytes(), lines.from(), lines.to());
  }
}
