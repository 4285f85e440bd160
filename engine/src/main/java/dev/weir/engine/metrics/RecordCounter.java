package dev.weir.engine.metrics;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.incident.Transition;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.monitoring.AlertRate;
import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.RecordCounts;
import dev.weir.series.SeriesEvent;
import dev.weir.series.Status;

/** Counts what became of the records of a pipeline. Goes into the checkpoint; one owner. */
public final class RecordCounter {

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
    counts = counts.plus(RecordCounts.NONE.silent(series - counts.silent()));
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
    long scored = 0;
    long warming = 0;
    long unscorable = 0;
    long deadLettered = 0;
    long rejected = 0;
    long late = 0;
    long duplicates = 0;
    long anomalies = 0;
    double allowed = 0;
    boolean live = !batch.isHistory();
    for (int row = 0; row < batch.size(); row++) {
      Status status = batch.status(row);
      switch (status) {
        case SCORED -> {
          scored++;
          boolean anomaly = live && batch.isAnomaly(row);
          anomalies += anomaly ? 1 : 0;
          allowed += live ? batch.alertBudget(row) : 0;
          if (live && batch.label(row) != Label.NONE) {
            evaluation.observe(batch.label(row) == Label.ANOMALOUS, anomaly);
          }
        }
        case WARMING -> warming++;
        case UNSCORABLE -> unscorable++;
        case DEAD_LETTERED -> deadLettered++;
        case REJECTED -> rejected++;
        case LATE_DROPPED -> late++;
        case DUPLICATE -> duplicates++;
      }
    }
    long opened = 0;
    long resolved = 0;
    long budgeted = 0;
    long drifts = 0;
    long silent = 0;
    for (SeriesEvent event : batch.events()) {
      switch (event) {
        case SeriesEvent.IncidentChanged changed -> {
          switch (changed.transition()) {
            case OPENED -> {
              opened++;
              budgeted += batch.alertBudget(changed.row()) > 0 ? 1 : 0;
            }
            case RESOLVED -> resolved++;
            case NONE, AGAIN -> {}
          }
        }
        case SeriesEvent.SilenceChanged changed when live -> {
          boolean fellSilent = changed.transition() == Transition.OPENED;
          opened += fellSilent ? 1 : 0;
          resolved += fellSilent ? 0 : 1;
          silent += fellSilent ? 1 : -1;
        }
        case SeriesEvent.SilenceChanged unused -> {}
        case SeriesEvent.DriftDetected unused -> drifts += live ? 1 : 0;
        case SeriesEvent.Refitted unused -> {}
        case SeriesEvent.FitRejected unused -> errors++;
        case SeriesEvent.CheckRejected unused -> errors++;
        case SeriesEvent.Quarantined unused -> errors++;
      }
    }
    errors += deadLettered;
    alertRate = alertRate.plus(new AlertRate(allowed, budgeted));
    counts =
        counts.plus(
            new RecordCounts(
                scored,
                warming,
                unscorable,
                deadLettered,
                rejected,
                late,
                duplicates,
                anomalies,
                opened,
                resolved,
                drifts,
                silent,
                live ? 0 : batch.size()));
  }

  public void write(StateWriter out) {
    out.putLong(counts.scored()).putLong(counts.warming()).putLong(counts.unscorable());
    out.putLong(counts.deadLettered()).putLong(counts.rejected()).putLong(counts.lateDropped());
    out.putLong(counts.duplicates()).putLong(counts.anomalies()).putLong(counts.opened());
    out.putLong(counts.resolved()).putLong(counts.drifts()).putBytes(evaluation.state());
    if (counts.history() > 0) {
      out.putLong(counts.history());
    }
  }

  public static RecordCounter read(StateReader in) {
    RecordCounter recordCounter = new RecordCounter();
    long scored = in.getLong();
    long warming = in.getLong();
    long unscorable = in.getLong();
    long deadLettered = in.getLong();
    long rejected = in.getLong();
    long late = in.getLong();
    long duplicates = in.getLong();
    long anomalies = in.getLong();
    long opened = in.getLong();
    long resolved = in.getLong();
    long drifts = in.getLong();
    recordCounter.evaluation = Evaluation.restore(in.getBytes());
    recordCounter.counts =
        new RecordCounts(
            scored,
            warming,
            unscorable,
            deadLettered,
            rejected,
            late,
            duplicates,
            anomalies,
            opened,
            resolved,
            drifts,
            0,
            in.remaining() > 0 ? in.getLong() : 0);
    in.expectEnd();
    return recordCounter;
  }
}
