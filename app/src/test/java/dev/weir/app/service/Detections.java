package dev.weir.app.service;

import dev.weir.detectors.Severity;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import dev.weir.series.SeriesRules;
import dev.weir.series.drift.DriftAction;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Batches of one series with two values, scored by the reference engine, record after record. */
public final class Detections {

  private static final List<String> FEATURES = List.of("flow", "level");

  private final SeriesTable table =
      new SeriesTable(DetectorPlan.all(new ZScore(10, 2.5)), SeriesTable.Admission.ALL);
  private final ReferenceEngine engine =
      new ReferenceEngine(
          new SeriesRules(
              256,
              1000,
              500,
              Optional.empty(),
              DriftAction.NONE,
              new IncidentRule(5, new Severity.Bands(0.7, 0.9)),
              3),
          Set.of());
  private long number;

  /** So many records on which nothing happens. */
  public Batch quiet(int records) {
    Batch batch = empty(records);
    for (int i = 0; i < records; i++) {
      put(batch, i % 2, 10 + i % 2);
    }
    return scored(batch);
  }

  /** One record. */
  public Batch of(double flow, double level) {
    Batch batch = empty(1);
    put(batch, flow, level);
    return scored(batch);
  }

  /** A batch with room, for tests that fill it themselves. */
  public Batch empty(int capacity) {
    Batch batch = new Batch(capacity, 2);
    batch.clear(new Batch.Stream("pumps", 0, PositionFormat.NUMBER));
    batch.timeKind(EventTime.NUMBER);
    return batch;
  }

  public void put(Batch batch, double flow, double level) {
    Series series = table.intern("pump-1", FEATURES);
    number++;
    batch.value(flow);
    batch.value(level);
    batch.put(series, number, Label.NONE, 0, number);
  }

  /** Scores the records of a batch; returns it. */
  public Batch scored(Batch batch) {
    engine.observe(batch);
    return batch;
  }
}
