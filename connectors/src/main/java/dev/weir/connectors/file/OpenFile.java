package dev.weir.connectors.file;

import dev.weir.connectors.text.Place;
import dev.weir.connectors.text.RecordReader;
import dev.weir.connectors.text.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.SeriesTable;
import java.io.IOException;
import java.io.InputStream;

/** One file being read. */
final class OpenFile implements AutoCloseable {

  private final FileSet.Entry entry;
  private final int generation;
  private final Content content;
  private final InputStream in;
  private final RecordReader records;

  /**
   * Opens a file.
   *
   * @param start where to begin
   * @param high first number of the positions of its records
   */
  OpenFile(
      TextSettings settings, SeriesTable table, FileSet.Entry entry, FilePosition start, long high)
      throws IOException {
    this.entry = entry;
    this.generation = start.generation();
    this.content = new Content(entry.path());
    Place place = new Place(entry.name(), high);
    this.in = content.open(start.offset());
    if (start.offset() == 0) {
      this.records = new RecordReader(in, settings, table, place);
    } else {
      RecordReader.Start middle =
          new RecordReader.Start(start.offset(), start.line(), start.timeKind());
      try (InputStream beginning = content.open(0)) {
        this.records = RecordReader.goOn(in, beginning, settings, table, place, middle);
      }
    }
  }

  FileSet.Entry entry() {
    return entry;
  }

  /** Place behind the last line taken. */
  FilePosition position() throws IOException {
    return new FilePosition(
        entry.name(),
        generation,
        records.offset(),
        records.line(),
        content.headHash(records.offset()),
        records.timeKind());
  }

  /** Whether the file is now smaller than what was read of it: it is not the same any more. */
  boolean hasShrunk() throws IOException {
    return !content.isCompressed() && content.size() < records.offset();
  }

  /** Reads on until the batch has {@code limit} records; see {@link RecordReader#read}. */
  RecordReader.Reached read(Batch into, int limit, boolean last) throws IOException {
    return records.read(into, limit, last || content.isCompressed());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
