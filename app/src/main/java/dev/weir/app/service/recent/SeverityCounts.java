package dev.weir.app.service.recent;

import dev.weir.app.report.PlotPoint.BySeverity;
import dev.weir.detectors.Severity;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.util.concurrent.atomic.LongAdder;

/** Counts anomalies by severity, for plots. */
public final class SeverityCounts implements Sink {

  private final Severity.Bands bands;
  private final LongAdder info = new LongAdder();
  private final LongAdder warning = new LongAdder();
  private final LongAdder critical = new LongAdder();

  public SeverityCounts(Severity.Bands bands) {
    this.bands = bands;
  }

  @Override
  public String name() {
    return "anomalies by severity";
  }

  /** All anomalies since the process started. */
  BySeverity counts() {
    return new BySeverity(info.sum(), warning.sum(), critical.sum());
  }

  private LongAdder of(Severity severity) {
    return switch (severity) {
      case INFO -> info;
      case WARNING -> warning;
      case CRITICAL -> critical;
    };
  }

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      @Override
      public void write(Batch batch) {
        for (int row : batch.notableRows()) {
          if (batch.isAnomaly(row)) {
            of(bands.of(Math.max(batch.anomalyScore(row), batch.alert(row)))).increment();
          }
        }
      }

      @Override
      public void flush() {
        // What is counted is lost with the process.
      }

      @Override
      public void close() {
        // Nothing is held open.
      }
    };
  }
}
