package dev.weir.connectors.file.sink;

import dev.weir.connectors.file.content.Content;
import dev.weir.connectors.text.lines.RowText;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.detectors.incident.Transition;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.engine.explanation.Why;
import dev.weir.series.SeriesEvent;
import dev.weir.series.Status;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes one input file once more as CSV, row for row and in order, with four columns behind its
 * own: {@code anomaly_score}, empty unless scored; {@code anomaly}; {@code alert}, for the rows
 * that opened an incident or raised it again; {@code status}. If wanted, four more that are empty
 * unless the row is an anomaly or an alert: {@code expected}, {@code low} and {@code high} of the
 * feature that contributes most, and {@code why}, a sentence.
 */
public final class ScoreSink implements Sink {

  /** The columns that are written behind those of the input. */
  public enum Columns {
    VERDICTS(",anomaly_score,anomaly,alert,status"),
    VERDICTS_AND_WHY(VERDICTS.names + ",expected,low,high,why");

    private final String names;

    Columns(String names) {
      this.names = names;
    }
  }

  private final Path input;
  private final TextSettings settings;
  private final Path output;
  private final Columns columns;

  /**
   * Opens nothing yet.
   *
   * @param input the file whose rows come, for the names of its columns
   */
  public ScoreSink(Path input, TextSettings settings, Path output, Columns columns) {
    this.input = input;
    this.settings = settings;
    this.output = output;
    this.columns = columns;
  }

  @Override
  public String name() {
    return output.toString();
  }

  @Override
  public Sink.Writer open(String pipeline) throws IOException {
    RowText rows;
    try (InputStream beginning = Content.openFinished(input)) {
      rows = RowText.of(beginning, settings);
    }
    Path folder = output.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    BufferedWriter out = Files.newBufferedWriter(output, StandardCharsets.UTF_8);
    out.write(rows.header());
    out.write(columns.names);
    out.write('\n');
    return new Sink.Writer() {
      @Override
      public void write(Batch batch) throws IOException {
        Set<Integer> alerts = alerts(batch);
        for (int row = 0; row < batch.size(); row++) {
          out.write(rows.row(batch.text(row)));
          writeVerdicts(out, batch, row, alerts.contains(row));
          if (columns == Columns.VERDICTS_AND_WHY) {
            writeWhy(out, batch, row);
          }
          out.write('\n');
        }
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  private static void writeVerdicts(BufferedWriter out, Batch batch, int row, boolean alert)
      throws IOException {
    Status status = batch.status(row);
    out.write(',');
    if (status == Status.SCORED) {
      out.write(Double.toString(batch.anomalyScore(row)));
    }
    out.write(batch.isAnomaly(row) ? ",true," : ",false,");
    out.write(alert ? "true," : "false,");
    out.write(
        switch (status) {
          case SCORED, WARMING, UNSCORABLE -> status.text();
          case DEAD_LETTERED, REJECTED, LATE_DROPPED, DUPLICATE -> Status.REJECTED.text();
        });
  }

  private static void writeWhy(BufferedWriter out, Batch batch, int row) throws IOException {
    if (!batch.isAnomaly(row)) {
      out.write(",,,,");
      return;
    }
    Why why = Why.of(batch, row);
    for (String text : List.of(why.expected(), why.low(), why.high(), why.sentence())) {
      out.write(',');
      out.write(RowText.cell(text));
    }
  }

  private static Set<Integer> alerts(Batch batch) {
    Set<Integer> alerts = new HashSet<>();
    for (SeriesEvent event : batch.events()) {
      if (event instanceof SeriesEvent.IncidentChanged changed
          && (changed.transition() == Transition.OPENED
              || changed.transition() == Transition.AGAIN)) {
        alerts.add(changed.row());
      }
    }
    return alerts;
  }
}
