package dev.weir.app.evaluation;

import dev.weir.detectors.incident.Transition;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.Sink;
import dev.weir.monitoring.evaluation.JudgedRow;
import dev.weir.monitoring.evaluation.QualityMeter;
import dev.weir.series.EventTime;
import dev.weir.series.SeriesEvent.IncidentChanged;
import dev.weir.series.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Holds what is said of the rows of one file against their labels, and draws its first series. */
public final class EvaluationSink implements Sink {

  private final String file;
  private final int mostPlots;
  private final Consumer<FileFindings> found;

  /**
   * Of one file.
   *
   * @param found receives the rows of a writer when it is closed
   */
  EvaluationSink(String file, int mostPlots, Consumer<FileFindings> found) {
    this.file = file;
    this.mostPlots = mostPlots;
    this.found = found;
  }

  @Override
  public String name() {
    return "evaluation of " + file;
  }

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      private final QualityMeter meter = new QualityMeter();
      private final List<SeriesPlot> plots = new ArrayList<>();
      private int series;

      @Override
      public void write(Batch batch) {
        Set<Integer> alerts =
            batch.events().stream()
                .filter(event -> event instanceof IncidentChanged changed && isAlert(changed))
                .map(event -> event.row())
                .collect(Collectors.toSet());
        for (int row = 0; row < batch.size(); row++) {
          if (batch.hasSeries(row) && batch.seriesId(row) >= 0) {
            take(batch, row, alerts.contains(row));
          }
        }
      }

      private void take(Batch batch, int row, boolean alert) {
        int id = batch.seriesId(row);
        series = Math.max(series, id + 1);
        if (batch.label(row) != Label.NONE) {
          meter.observe(id, judged(batch, row, alert));
        }
        while (id == plots.size() && plots.size() < mostPlots) {
          plots.add(new SeriesPlot(batch.series(row).key(), batch.series(row).features()));
        }
        if (id < plots.size()) {
          plots.get(id).add(batch, row, alert);
        }
      }

      @Override
      public void flush() {
        // Nothing is written before the end.
      }

      @Override
      public void close() {
        found.accept(new FileFindings(file, meter.quality(), plots, series));
      }
    };
  }

  private static JudgedRow judged(Batch batch, int row, boolean alert) {
    boolean scored = batch.status(row) == Status.SCORED;
    return new JudgedRow(
        batch.timeKind() == EventTime.INSTANT
            ? OptionalLong.of(batch.time(row))
            : OptionalLong.empty(),
        scored ? OptionalDouble.of(batch.anomalyScore(row)) : OptionalDouble.empty(),
        batch.label(row) == Label.ANOMALOUS,
        batch.isAnomaly(row),
        alert);
  }

  /** Whether an incident calls for a person: it opens, or is raised again. */
  public static boolean isAlert(IncidentChanged changed) {
    return changed.transition() == Transition.OPENED || changed.transition() == Transition.AGAIN;
  }
}
