package dev.weir.connectors.ingest;

import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.lines.RecordReader;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.series.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a batch before it is stored, to say which of its records can be read. Thread-safe. */
public final class Intake {

  private static final int ROWS = 1_000;

  private final TextSettings settings;

  /** Reads by these settings but for their format. */
  public Intake(TextSettings settings) {
    this.settings = settings;
  }

  /** The verdict on a body of whole lines. */
  public Verdict check(BatchFormat format, byte[] body) {
    RecordReader records = reader(format.settings(settings), body);
    Batch batch = new Batch(ROWS, 1);
    int accepted = 0;
    int rejected = 0;
    List<Verdict.BadRecord> errors = new ArrayList<>();
    RecordReader.Reached reached;
    do {
      batch.clear(new Batch.Stream("the batch", 0, PositionFormat.NUMBER));
      reached = read(records, batch);
      for (int row = 0; row < batch.size(); row++) {
        if (batch.status(row) != Status.DEAD_LETTERED) {
          accepted++;
          continue;
        }
        rejected++;
        if (errors.size() < Verdict.MOST_ERRORS) {
          errors.add(
              new Verdict.BadRecord(
                  Long.parseLong(batch.position(row)),
                  batch.deadLetter(row).reason().text(),
                  batch.deadLetter(row).detail()));
        }
      }
    } while (reached == RecordReader.Reached.LIMIT);
    return new Verdict(accepted, rejected, errors);
  }

  private static RecordReader reader(TextSettings settings, byte[] body) {
    try {
      return RecordReader.within(
          body,
          settings,
          SeriesTable.ofNoSeries(),
          new RecordLocation("the batch", 0),
          RecordReader.Start.BEGINNING);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }

  private static RecordReader.Reached read(RecordReader records, Batch into) {
    try {
      return records.read(into, ROWS, true);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }
}
