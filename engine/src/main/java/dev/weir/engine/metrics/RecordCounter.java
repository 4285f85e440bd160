package dev.weir.engine.metrics;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.incident.Transition;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.monitoring.AlertRate;
import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import dev.weir.series.SeriesEvent;
import dev.weir.series.Status;
import java.util.List;

/** Counts what became of the records of a pipeline. Goes into the checkpoint; one owner. */
public final class RecordCounter {

  /** The counts of the checkpoint, in its order. */
  private static final List<RecordCount> SAVED =
      List.of(
          RecordCount.SCORED,
          RecordCount.WARMING,
          RecordCount.UNSCORABLE,
          RecordCount.DEAD_LETTERED,
          RecordCount.REJECTED,
          RecordCount.LATE_DROPPED,
          RecordCount.DUPLICATES,
          RecordCount.ANOMALIES,
          RecordCount.OPENED,
          RecordCount.RESOLVED,
          RecordCount.DRIFTS);

  private RecordCounts counts = RecordCounts.NONE;
  private Evaluation evaluation = new Evaluation();
  private long errors;
  private AlertRate alertRate = AlertRate.NONE;

  public RecordCounts counts() {
    return counts;
  }

  public Evaluation.Report evaluation() {
    return evaluation.report();
  }

  /** How many series are silent now; of a restored one their states say it. */
  public void silent(long series) {
    counts = counts.with(RecordCount.SILENT, series);
  }

  /** Alerts of series with a budget since this was made. */
  public AlertRate alertRate() {
    return alertRate;
  }

  /** How many records of the last batches went to the dead letters, once. */
  public long takeErrors() {
    long taken = errors;
    errors = 0;
    return taken;
  }

  public void count(Batch batch) {
    RecordCounts.Adder added = new RecordCounts.Adder();
    double allowed = 0;
    boolean live = !batch.isHistory();
    for (int row = 0; row < batch.size(); row++) {
      Status status = batch.status(row);
      added.add(outcome(status), 1);
      if (live && status == Status.SCORED) {
        boolean anomaly = batch.isAnomaly(row);
        added.add(RecordCount.ANOMALIES, anomaly ? 1 : 0);
        allowed += batch.alertBudget(row);
        if (batch.label(row) != Label.NONE) {
          evaluation.observe(batch.label(row) == Label.ANOMALOUS, anomaly);
        }
      }
    }
    long budgeted = 0;
    for (SeriesEvent event : batch.events()) {
      count(event, live, added);
      budgeted += opensWithBudget(event, batch) ? 1 : 0;
    }
    errors += added.sum(RecordCount.DEAD_LETTERED);
    added.add(RecordCount.HISTORY, live ? 0 : batch.size());
    alertRate = alertRate.plus(new AlertRate(allowed, budgeted));
    counts = counts.plus(added.sums());
  }

  private static RecordCount outcome(Status status) {
    return switch (status) {
      case SCORED -> RecordCount.SCORED;
      case WARMING -> RecordCount.WARMING;
      case UNSCORABLE -> RecordCount.UNSCORABLE;
      case DEAD_LETTERED -> RecordCount.DEAD_LETTERED;
      case REJECTED -> RecordCount.REJECTED;
      case LATE_DROPPED -> RecordCount.LATE_DROPPED;
      case DUPLICATE -> RecordCount.DUPLICATES;
    };
  }

  private static boolean opensWithBudget(SeriesEvent event, Batch batch) {
    return event instanceof SeriesEvent.IncidentChanged changed
        && changed.transition() == Transition.OPENED
        && batch.alertBudget(changed.row()) > 0;
  }

  private void count(SeriesEvent event, boolean live, RecordCounts.Adder added) {
    switch (event) {
      case SeriesEvent.IncidentChanged changed -> {
        switch (changed.transition()) {
          case OPENED -> added.add(RecordCount.OPENED, 1);
          case RESOLVED -> added.add(RecordCount.RESOLVED, 1);
          case NONE, AGAIN -> {}
        }
      }
      case SeriesEvent.SilenceChanged changed when live -> {
        boolean fellSilent = changed.transition() == Transition.OPENED;
        added.add(fellSilent ? RecordCount.OPENED : RecordCount.RESOLVED, 1);
        added.add(RecordCount.SILENT, fellSilent ? 1 : -1);
      }
      case SeriesEvent.SilenceChanged unused -> {}
      case SeriesEvent.Refitted unused -> {}
      case SeriesEvent.DriftDetected unused -> added.add(RecordCount.DRIFTS, live ? 1 : 0);
      case SeriesEvent.FitRejected unused -> errors++;
      case SeriesEvent.CheckRejected unused -> errors++;
      case SeriesEvent.Quarantined unused -> errors++;
    }
  }

  public void write(StateWriter out) {
    SAVED.forEach(count -> out.putLong(counts.get(count)));
    out.putBytes(evaluation.state());
    if (counts.get(RecordCount.HISTORY) > 0) {
      out.putLong(counts.get(RecordCount.HISTORY));
    }
  }

  public static RecordCounter read(StateReader in) {
    RecordCounts.Adder saved = new RecordCounts.Adder();
    SAVED.forEach(count -> saved.add(count, in.getLong()));
    RecordCounter recordCounter = new RecordCounter();
    recordCounter.evaluation = Evaluation.restore(in.getBytes());
    saved.add(RecordCount.HISTORY, in.remaining() > 0 ? in.getLong() : 0);
    recordCounter.counts = saved.sums();
    in.expectEnd();
    return recordCounter;
  }
}
