package dev.weir.connectors.simulator;

import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Writes made-up records as text. */
public final class RecordWriter {

  private static final int BATCH = 1000;
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private RecordWriter() {}

  /**
   * Writes all records of a simulator, with their labels.
   *
   * @param named whether each record names its series
   * @param progress receives the number of records written
   */
  public static void write(
      Simulator source, LineFormat format, boolean named, OutputStream out, LongConsumer progress)
      throws IOException, InterruptedException {
    // No detector: nothing is judged here.
    SeriesTable table = new SeriesTable(new DetectorPlan(List.of()), SeriesTable.Admission.ALL);
    Batch batch = new Batch(BATCH, 8);
    StringBuilder text = new StringBuilder();
    long written = 0;
    try (Source.Reader reader = source.open(Optional.empty(), table)) {
      Source.State state = Source.State.READY;
      while (state != Source.State.ENDED) {
        batch.clear(new Batch.Stream("", 0, reader.positions()));
        state = reader.poll(batch, BATCH, PATIENCE);
        for (int row = 0; row < batch.size(); row++) {
          if (written == 0 && row == 0 && format == LineFormat.CSV) {
            header(batch.series(row).features(), named, text);
          }
          switch (format) {
            case CSV -> csv(batch, row, named, text);
            case JSONL -> json(batch, row, named, text);
          }
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        if (state == Source.State.IDLE) {
          out.flush();
        }
        text.setLength(0);
        written += batch.size();
        progress.accept(written);
      }
    }
  }

  private static void header(List<String> features, boolean named, StringBuilder text) {
    text.append("timestamp,").append(named ? "series," : "");
    text.append(String.join(",", features)).append(",label\n");
  }

  private static void csv(Batch batch, int row, boolean named, StringBuilder text) {
    text.append(batch.timeKind().text(batch.time(row)));
    if (named) {
      text.append(',').append(batch.series(row).key());
    }
    for (int i = 0; i < batch.rows().width(row); i++) {
      double value = batch.rows().value(row, i);
      text.append(',');
      if (Double.isFinite(value)) {
        text.append(value);
      }
    }
    text.append(batch.label(row) == Label.ANOMALOUS ? ",1\n" : ",0\n");
  }

  private static void json(Batch batch, int row, boolean named, StringBuilder text) {
    text.append("{\"timestamp\":\"").append(batch.timeKind().text(batch.time(row))).append('"');
    if (named) {
      text.append(",\"series\":\"").append(batch.series(row).key()).append('"');
    }
    for (int i = 0; i < batch.rows().width(row); i++) {
      double value = batch.rows().value(row, i);
      text.append(",\"").append(batch.series(row).features().get(i)).append("\":");
      if (Double.isFinite(value)) {
        text.append(value);
      } else {
        text.append("null");
      }
    }
    text.append(",\"label\":").append(batch.label(row) == Label.ANOMALOUS ? 1 : 0).append("}\n");
  }
}
