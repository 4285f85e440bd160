package dev.weir.benchmarks.drift;

import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesRules;
import dev.weir.series.drift.DriftAction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The drifts that the engine finds in a source, by its reference: what that finds, the engine
 * finds. The detector is the cheapest, as checks do not depend on it.
 */
final class DriftRun {

  /** Records that are read at a time. */
  static final int BATCH = 1000;

  /** Records between two checks, as configured by default. */
  static final int EVERY = 500;

  /** Records between the end of a window and the effect of its check, as by default. */
  static final int LAG = 500;

  private DriftRun() {}

  /**
   * Where drift was reported, as the number of records of the source in front of the report.
   *
   * @param kind of test
   * @param falseDrifts the promise: how many a million stable records may bring
   * @param enough after which report to stop
   */
  static List<Long> reports(
      Source source, DriftTest.Kind kind, double falseDrifts, LongPredicate enough)
      throws IOException, InterruptedException {
    ReferenceEngine engine = new ReferenceEngine(rules(kind, falseDrifts), Set.of());
    SeriesTable table =
        new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL);
    Batch batch = new Batch(BATCH, 1);
    List<Long> reports = new ArrayList<>();
    long read = 0;
    try (Source.Reader reader = source.open(Optional.empty(), table)) {
      Source.State state = Source.State.READY;
      while (state != Source.State.ENDED) {
        batch.clear(new Batch.Stream(source.name(), 0, reader.positions()));
        state = reader.poll(batch, BATCH, Duration.ZERO);
        engine.observe(batch);
        for (SeriesEvent event : batch.events()) {
          if (event instanceof SeriesEvent.DriftDetected) {
            reports.add(read + event.row());
            if (enough.test(reports.getLast())) {
              return reports;
            }
          }
        }
        read += batch.size();
      }
    }
    return reports;
  }

  private static SeriesRules rules(DriftTest.Kind kind, double falseDrifts) {
    return new SeriesRules(
        256,
        1000,
        LAG,
        Optional.of(new DriftTest(kind, EVERY, falseDrifts)),
        DriftAction.RETRAIN,
        IncidentRule.DEFAULT,
        3);
  }
}
