package dev.weir.app.logging;

import dev.weir.connectors.log.LineBudget;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.SeriesEvent;
import dev.weir.series.Status;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what went to the dead letters, was not fitted, and was quarantined. */
public final class DeadLetterLog implements Sink {

  private static final Logger LOG = LoggerFactory.getLogger("weir.dead-letters");
  private static final int LINES_PER_SECOND = 5;

  private final LineBudget budget;

  public DeadLetterLog(LongSupplier nanoTime) {
    this.budget = new LineBudget(LINES_PER_SECOND, nanoTime);
  }

  @Override
  public String name() {
    return "dead letter log";
  }

  /** Records of a history that cannot be read are lost to the models. */
  @Override
  public boolean takesHistory() {
    return true;
  }

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      @Override
      public void write(Batch batch) {
        for (int row : batch.notableRows()) {
          if (batch.status(row) == Status.DEAD_LETTERED && budget.take()) {
            LOG.atWarn()
                .addKeyValue("source", batch.stream().pipeline())
                .addKeyValue("state", "dead-letter")
                .addKeyValue("reason", batch.deadLetter(row).reason().text())
                .log(
                    "{} {}", batch.deadLetter(row).reason().text(), batch.deadLetter(row).detail());
          }
        }
        for (SeriesEvent event : batch.events()) {
          switch (event) {
            case SeriesEvent.FitRejected(int row, long at, String reason) ->
                LOG.warn(
                    "series '{}' could not be fitted at record {}: {}; its model before goes on",
                    batch.series(row).key(),
                    at,
                    reason);
            case SeriesEvent.CheckRejected(int row, long at, String reason) ->
                LOG.warn(
                    "series '{}' could not be checked for drift at record {}: {}; what was known"
                        + " before stays",
                    batch.series(row).key(),
                    at,
                    reason);
            case SeriesEvent.Quarantined(int row) ->
                LOG.atError()
                    .addKeyValue("series", batch.series(row).key())
                    .addKeyValue("source", batch.stream().pipeline())
                    .addKeyValue("state", "quarantined")
                    .log(
                        "series '{}' is quarantined: its model broke on too many records; no more"
                            + " of them are scored",
                        batch.series(row).key());
            case SeriesEvent.IncidentChanged _,
                SeriesEvent.SilenceChanged _,
                SeriesEvent.DriftDetected _,
                SeriesEvent.Refitted _ -> {}
          }
        }
        writeFolded(budget.takeFolded());
      }

      @Override
      public void flush() {
        // A log line is gone when it is written.
      }

      @Override
      public void close() {
        writeFolded(budget.takeAllFolded());
      }
    };
  }

  private static void writeFolded(long folded) {
    if (folded > 0) {
      LOG.warn("... and {} more dead letters", folded);
    }
  }
}
