package dev.weir.connectors.log;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.incident.Transition;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.Sink;
import dev.weir.engine.explanation.SilenceText;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what is anomalous, whether the label that came with it agrees, what drifted, and
 * who fell silent. At most so many lines a second; the rest is folded into a counted line. Whether
 * writing a log line can wait is a matter of the log.
 */
public final class LogSink implements Sink {

  private static final Logger ANOMALIES = LoggerFactory.getLogger("weir.anomalies");
  private static final Logger SILENCE = LoggerFactory.getLogger("weir.silence");
  private static final Logger DRIFT = LoggerFactory.getLogger("weir.drift");
  private static final int FEATURES_SHOWN = 3;

  private final LineBudget budget;

  /**
   * A sink for all pipelines.
   *
   * @param linesPerSecond of all of them together
   * @param nanoTime the clock that seconds are counted by
   */
  public LogSink(int linesPerSecond, LongSupplier nanoTime) {
    this.budget = new LineBudget(linesPerSecond, nanoTime);
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      @Override
      public void write(Batch batch) {
        for (int row : batch.notableRows()) {
          if (batch.status(row) == Status.SCORED) {
            writeRow(batch, row);
          }
        }
        for (SeriesEvent event : batch.events()) {
          if (event instanceof SeriesEvent.DriftDetected drift) {
            writeDrift(batch, drift);
          } else if (event instanceof SeriesEvent.SilenceChanged silence && budget.take()) {
            writeSilence(batch, silence);
          }
        }
        writeFolded(budget.takeFolded());
      }

      @Override
      public void flush() {
        // A log line is gone when it is written; only lines that were held back are missing yet.
        writeFolded(budget.takeFolded());
      }

      @Override
      public void close() {
        writeFolded(budget.takeAllFolded());
      }
    };
  }

  private void writeRow(Batch batch, int row) {
    boolean anomaly = batch.isAnomaly(row);
    boolean missed = !anomaly && batch.label(row) == Label.ANOMALOUS;
    if ((anomaly || missed) && budget.take()) {
      ANOMALIES
          .atInfo()
          .addKeyValue("series", batch.series(row).key())
          .addKeyValue("source", batch.stream().pipeline())
          .addKeyValue("detector", detector(batch.series(row)))
          .addKeyValue("score", batch.anomalyScore(row))
          .addKeyValue("state", anomaly ? "anomaly" : "missed")
          .log("{}", anomaly ? anomaly(batch, row) : missed(batch, row));
    }
  }

  private static String detector(Series series) {
    return series.detector().map(Detector::name).orElse("");
  }

  private static String anomaly(Batch batch, int row) {
    String verdict =
        switch (batch.label(row)) {
          case NONE -> "ANOMALY";
          case ANOMALOUS -> "CORRECTLY DETECTED";
          case NORMAL -> "FALSE POSITIVE";
        };
    Explanation why = batch.explanation(row);
    List<String> features = batch.series(row).features();
    List<Integer> ranked = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      ranked.add(i);
    }
    ranked.sort((a, b) -> Double.compare(why.attribution(b), why.attribution(a)));
    StringBuilder line = new StringBuilder(verdict);
    line.append(where(batch, row)).append(" score=").append(number(batch.anomalyScore(row)));
    for (int feature : ranked.subList(0, Math.min(FEATURES_SHOWN, ranked.size()))) {
      line.append(' ').append(features.get(feature)).append('=');
      line.append(number(batch.judged(row, feature)));
      line.append(" (expected ").append(number(why.low(feature)));
      line.append(" to ").append(number(why.high(feature)));
      line.append(", ").append(Math.round(100 * why.attribution(feature))).append(" %)");
    }
    return line.toString();
  }

  private static String missed(Batch batch, int row) {
    StringBuilder line = new StringBuilder("MISSED");
    line.append(where(batch, row)).append(" score=").append(number(batch.anomalyScore(row)));
    List<String> features = batch.series(row).features();
    for (int i = 0; i < Math.min(FEATURES_SHOWN, features.size()); i++) {
      line.append(' ').append(features.get(i)).append('=');
      line.append(number(batch.rows().value(row, i)));
    }
    return line.toString();
  }

  private static void writeDrift(Batch batch, SeriesEvent.DriftDetected drift) {
    Series series = batch.series(drift.row());
    String since = batch.timeKind().text(drift.since());
    DRIFT
        .atInfo()
        .addKeyValue("series", series.key())
        .addKeyValue("source", batch.stream().pipeline())
        .addKeyValue("detector", detector(series))
        .addKeyValue("state", "drift")
        .log("{}", DriftLine.of(series, since, drift));
  }

  private static void writeSilence(Batch batch, SeriesEvent.SilenceChanged silence) {
    boolean silent = silence.transition() == Transition.OPENED;
    String key = silence.series().key();
    String sentence = SilenceText.sentence(silence, batch.timeKind());
    SILENCE
        .atInfo()
        .addKeyValue("series", key)
        .addKeyValue("source", batch.stream().pipeline())
        .addKeyValue("state", silent ? "silent" : "back")
        .addKeyValue("reason", sentence)
        .log("{} series={} {}", silent ? "SILENT" : "BACK", key, sentence);
  }

  private static void writeFolded(long folded) {
    if (folded > 0) {
      ANOMALIES.info("... and {} more lines like these, held back", folded);
    }
  }

  private static String where(Batch batch, int row) {
    return " series=%s time=%s"
        .formatted(batch.series(row).key(), batch.timeKind().text(batch.time(row)));
  }

  /** Four significant digits: enough to look at. */
  private static String number(double value) {
    return "%.4g".formatted(value);
  }
}
