package dev.weir.connectors;

import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.series.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows of batches as text, to be compared. */
public final class Rows {

  /** For sources that hand over from another thread; one that has ended says so at once. */
  public static final Duration PATIENT = Duration.ofSeconds(30);

  private Rows() {}

  public static SeriesTable table() {
    return new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL);
  }

  /** Everything a batch says of its rows before they are scored. */
  public static List<String> of(Batch batch) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      if (batch.isSettled(row) && batch.status(row) == Status.DEAD_LETTERED) {
        rows.add(
            "%s %s %s"
                .formatted(
                    batch.position(row),
                    batch.deadLetter(row).reason(),
                    batch.deadLetter(row).detail()));
      } else {
        rows.add(
            "%s %s %s %s %s"
                .formatted(
                    batch.position(row),
                    batch.series(row).key(),
                    batch.timeKind().text(batch.time(row)),
                    Arrays.toString(batch.rows().point(row)),
                    batch.label(row)));
      }
    }
    return rows;
  }

  /** Reads a source from a place to where it has nothing more, so many records at a time. */
  public static List<String> read(Source source, Optional<Position> from, int limit)
      throws IOException, InterruptedException {
    return read(source, from, limit, PATIENT);
  }

  /** The same for one that may take so long until something comes. */
  public static List<String> read(
      Source source, Optional<Position> from, int limit, Duration patience)
      throws IOException, InterruptedException {
    try (Source.Reader reader = source.open(from, table())) {
      return read(reader, limit, patience);
    }
  }

  /** Reads on to where there is nothing more at this moment. */
  public static List<String> read(Source.Reader reader, int limit)
      throws IOException, InterruptedException {
    return read(reader, limit, Duration.ZERO);
  }

  private static List<String> read(Source.Reader reader, int limit, Duration patience)
      throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(limit, 1);
    while (true) {
      batch.clear(new Batch.Stream("test", 0, reader.positions()));
      Source.State state = reader.poll(batch, limit, patience);
      rows.addAll(of(batch));
      if (state != Source.State.READY) {
        return rows;
      }
    }
  }
}
