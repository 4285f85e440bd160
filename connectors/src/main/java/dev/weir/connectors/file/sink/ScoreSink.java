package dev.weir.connectors.file.sink;

import dev.weir.connectors.file.content.Content;
import dev.weir.connectors.text.lines.RowText;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.detectors.forecast.Forecasts;
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
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes one input file once more as CSV, row for row and in order, with four columns behind its
 * own: {@code anomaly_score}, empty unless scored; {@code anomaly}; {@code alert}, for the rows
 * that opened an incident or raised it again; {@code status}. Then those of each {@link Extra}.
 */
public final class ScoreSink implements Sink {

  /** Columns that are written behind the verdicts if wanted, in this order. */
  public enum Extra {
    /**
     * {@code expected}, {@code low} and {@code high} of the feature that contributes most, and
     * {@code why}, a sentence; empty unless the row is an anomaly or an alert.
     */
    WHY(",expected,low,high,why"),
    /**
     * {@code forecast}, {@code forecast_low} and {@code forecast_high}, made before the row was
     * seen; empty unless the detector makes forecasts.
     */
    FORECAST(",forecast,forecast_low,forecast_high");

    private final String names;

    Extra(String names) {
      this.names = names;
    }
  }

  private static final String VERDICTS = ",anomaly_score,anomaly,alert,status";

  private final Path input;
  private final TextSettings settings;
  private final Path output;
  private final Set<Extra> extras;

  /**
   * Opens nothing yet.
   *
   * @param input the file whose rows come, for the names of its columns
   */
  public ScoreSink(Path input, TextSettings settings, Path output, Set<Extra> extras) {
    this.input = input;
    this.settings = settings;
    this.output = output;
    this.extras = extras.isEmpty() ? Set.of() : EnumSet.copyOf(extras);
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
    out.write(VERDICTS);
    for (Extra extra : extras) {
      out.write(extra.names);
    }
    out.write('\n');
    return new Sink.Writer() {
      @Override
      public void write(Batch batch) throws IOException {
        Set<Integer> alerts = alerts(batch);
        for (int row = 0; row < batch.size(); row++) {
          out.write(rows.row(batch.text(row)));
          writeVerdicts(out, batch, row, alerts.contains(row));
          for (Extra extra : extras) {
            switch (extra) {
              case WHY -> writeWhy(out, batch, row);
              case FORECAST -> writeForecast(out, batch, row);
            }
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

  private static void writeForecast(BufferedWriter out, Batch batch, int row) throws IOException {
    if (!batch.hasForecast(row) || batch.rows().width(row) != 1) {
      out.write(",,,");
      return;
    }
    Forecasts forecasts = batch.scores().forecasts();
    int at = batch.rows().start(row);
    out.write(",%s,%s,%s".formatted(forecasts.value(at), forecasts.low(at), forecasts.high(at)));
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
