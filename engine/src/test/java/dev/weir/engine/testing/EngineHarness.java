package dev.weir.engine.testing;

import dev.weir.detectors.Detector;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.series.SeriesRules;
import dev.weir.series.drift.DriftAction;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What tests of the engine have in common. */
public final class EngineHarness {

  /** Much happens soon: fits from 40 records on, a drift check every 60, quick incidents. */
  public static final SeriesRules RULES = rules(DriftTest.Kind.KS);

  private EngineHarness() {}

  private static SeriesRules rules(DriftTest.Kind test) {
    return new SeriesRules(
        40,
        100,
        30,
        Optional.of(new DriftTest(test, 60, 1000)),
        DriftAction.RETRAIN,
        new IncidentRule(5, dev.weir.detectors.Severity.Bands.DEFAULT),
        3);
  }

  public static EngineSettings settings(int batch, int workers) {
    return settings(batch, workers, DriftTest.Kind.KS);
  }

  /** Settings with another drift test. */
  public static EngineSettings settings(int batch, int workers, DriftTest.Kind test) {
    return settings(batch, workers, rules(test));
  }

  /** Settings with other rules. */
  public static EngineSettings settings(int batch, int workers, SeriesRules rules) {
    return new EngineSettings(
        new EngineSettings.Queues(Math.max(1000, batch), Math.max(500, batch), batch, false),
        workers,
        new EngineSettings.Limits(1_000_000, Long.MAX_VALUE),
        rules,
        new EngineSettings.Checkpoints(Duration.ofMillis(20), Duration.ofMillis(500)));
  }

  /** What the reference engine says of the whole source. */
  public static Transcript reference(Source source, Detector detector, Set<String> poison)
      throws IOException, InterruptedException {
    return reference(source, DetectorPlan.all(detector), poison, RULES);
  }

  /** The same with several detectors. */
  public static Transcript reference(Source source, DetectorPlan plan)
      throws IOException, InterruptedException {
    return reference(source, plan, Set.of(), RULES);
  }

  /** The same with another drift test. */
  public static Transcript reference(Source source, Detector detector, DriftTest.Kind test)
      throws IOException, InterruptedException {
    return reference(source, DetectorPlan.all(detector), test);
  }

  /** The same with several detectors. */
  public static Transcript reference(Source source, DetectorPlan plan, DriftTest.Kind test)
      throws IOException, InterruptedException {
    return reference(source, plan, Set.of(), rules(test));
  }

  /** Reads the whole source by the reference engine, with other rules. */
  public static Transcript reference(
      Source source, DetectorPlan plan, Set<String> poison, SeriesRules rules)
      throws IOException, InterruptedException {
    Transcript transcript = new Transcript();
    SeriesTable table = new SeriesTable(plan, SeriesTable.Admission.ALL);
    ReferenceEngine engine = new ReferenceEngine(rules, poison);
    Batch batch = new Batch(100, 1);
    try (Source.Reader reader = source.open(Optional.empty(), table)) {
      Source.State state = Source.State.READY;
      while (state == Source.State.READY) {
        batch.clear(new Batch.Stream(source.name(), 0, reader.positions(), reader.phase()));
        state = reader.poll(batch, 100, Duration.ZERO);
        engine.observe(batch);
        if (!batch.isHistory()) {
          transcript.writeDown(batch);
        }
      }
    }
    return transcript;
  }
}
