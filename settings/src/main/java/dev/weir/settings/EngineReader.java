package dev.weir.settings;

import dev.weir.detectors.Severity;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.engine.EngineSettings;
import dev.weir.series.SeriesRules;
import dev.weir.series.drift.DriftAction;
import dev.weir.settings.hocon.Section;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code engine}, {@code incidents} and the times of {@code checkpointing}. */
final class EngineReader {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final int MOST_RECORDS = 100_000_000;

  private final Section weir;
  private final Section engine;

  /**
   * Reads nothing yet.
   *
   * @param engine the section of that name in {@code weir}
   */
  EngineReader(Section weir, Section engine) {
    this.weir = weir;
    this.engine = engine;
  }

  EngineSettings settings() {
    int input = engine.integer("input-queue-size", 1, MOST_RECORDS);
    int output = engine.integer("output-queue-size", 1, MOST_RECORDS);
    int batch = engine.integer("batch-size", 1, 1_000_000);
    if (batch > Math.min(input, output)) {
      engine.problem(
          "batch-size",
          "must fit both queues, of %d and %d records, and is %d".formatted(input, output, batch));
      batch = Math.min(input, output);
    }
    Heap heap = Heap.ofThisProcess();
    heap.checkQueues(engine, input, output);
    SeriesRules rules = rules();
    Section checkpointing = weir.section("checkpointing");
    return new EngineSettings(
        new EngineSettings.Queues(input, output, batch, engine.flag("coalesce")),
        engine.integer("processing-workers", 1, 1_024),
        new EngineSettings.Limits(
            engine.integer("max-series", 1, Long.MAX_VALUE), stateBytes(heap)),
        rules,
        new EngineSettings.Checkpoints(
            checkpointing.duration("every", SHORTEST),
            checkpointing.duration("timeout", SHORTEST)));
  }

  /** The rules for the records of each series. */
  SeriesRules rules() {
    int refitEvery = engine.integer("model-update-frequency", 1, MOST_RECORDS);
    int refitLag = engine.integer("refit-lag", 1, MOST_RECORDS);
    if (refitLag > refitEvery) {
      engine.problem(
          "refit-lag",
          "must be at most model-update-frequency, %d, and is %d".formatted(refitEvery, refitLag));
    }
    return new SeriesRules(
        engine.integer("train-after", 2, MOST_RECORDS),
        refitEvery,
        refitLag,
        drift(),
        engine.choice("drift-action", DriftAction.class),
        incidents(weir.section("incidents")),
        engine.integer("quarantine-after", 1, MOST_RECORDS));
  }

  private long stateBytes(Heap heap) {
    if (engine.text("max-memory-usage").equals("auto")) {
      return heap.usualForStates();
    }
    long bytes = engine.bytes("max-memory-usage", 1, "auto or a size such as 64 MiB");
    heap.checkStates(engine, bytes);
    return bytes;
  }

  private Optional<DriftTest> drift() {
    int every = engine.integer("drift-check-frequency", 0, 1_000_000);
    DriftTest.Kind kind = engine.choice("drift-test", DriftTest.Kind.class);
    double falseDrifts = engine.number("false-drifts-per-million", 1e-9, 1e5);
    if (every != 0 && every < 10) {
      engine.problem("drift-check-frequency", "must be 0 or at least 10, and is " + every);
      return Optional.empty();
    }
    return every == 0 ? Optional.empty() : Optional.of(new DriftTest(kind, every, falseDrifts));
  }

  private static IncidentRule incidents(Section incidents) {
    int quiet = incidents.integer("quiet-records", 1, MOST_RECORDS);
    double warning = incidents.number("warning", 0.5, 1);
    double critical = incidents.number("critical", 0.5, 1);
    if (critical < warning) {
      incidents.problem("critical", "must be at least warning, %s".formatted(warning));
    }
    incidents.refuseUnknownKeys();
    return new IncidentRule(quiet, new Severity.Bands(warning, Math.max(warning, critical)));
  }
}
