package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import dev.weir.series.SeriesRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A drift test that throws is rejected at a fixed record, as a fit that throws is. */
@Timeout(120)
class RejectedCheckTest {

  private static final Detector FOREST = new IsolationForest(10, 32, 80, 0.05);

  @TempDir Path directory;

  private final Transcript transcript = new Transcript();

  @Test
  void a_check_that_throws_leaves_what_was_known_and_stops_nobody() throws Exception {
    ScriptedSource source = source(4_000);

    try (EngineRun run = new EngineRun()) {
      run.runToEnd(source, transcript, FOREST, EngineHarness.settings(100, 2, sometimes()));

      assertThat(run.monitor.counts().settled()).isEqualTo(4_000);
      assertThat(run.events).noneMatch(PipelineEvent.Rewinding.class::isInstance);
      assertThat(run.monitor.errors()).isPositive();
    }

    assertThat(transcript.lines()).isEqualTo(reference(sometimes()));
    assertThat(transcript.lines())
        .anyMatch(line -> line.contains("CheckRejected[, at=") && line.contains("cannot compare"))
        .anyMatch(line -> line.contains("DriftDetected"));
  }

  @Test
  void a_series_whose_every_check_throws_goes_on_without_drift_detection() throws Exception {
    try (EngineRun run = new EngineRun()) {
      run.runToEnd(source(4_000), transcript, FOREST, EngineHarness.settings(100, 2, always()));
    }

    assertThat(transcript.lines()).isEqualTo(reference(always()));
    assertThat(transcript.lines())
        .anyMatch(line -> line.contains("CheckRejected"))
        .noneMatch(line -> line.contains("DriftDetected"));
  }

  /** Lives end between a rejected check and the record at which it takes effect. */
  @Test
  void a_rejected_check_takes_effect_at_the_same_record_after_restarts() throws Exception {
    LocalCheckpointStore store = store("cut");
    for (int life = 1; life <= 8; life++) {
      try (EngineRun run = new EngineRun().withStore(store)) {
        run.runToEnd(
            source(life * 500L),
            transcript,
            FOREST,
            EngineHarness.settings(7, 1 + life % 3, sometimes()));
      }
    }
    LocalCheckpointStore whole = store("whole");
    try (EngineRun run = new EngineRun().withStore(whole)) {
      run.runToEnd(
          source(4_000), new Transcript(), FOREST, EngineHarness.settings(100, 1, sometimes()));
    }

    assertThat(transcript.lines()).isEqualTo(reference(sometimes()));
    assertThat(store.latest("scripted").orElseThrow().stateHash())
        .isEqualTo(whole.latest("scripted").orElseThrow().stateHash());
  }

  private LocalCheckpointStore store(String name) {
    return new LocalCheckpointStore(directory.resolve(name), 3, _ -> {});
  }

  /** Throws on about every third window, as a function of its values. */
  private static SeriesRules sometimes() {
    return throwingOn(window -> Math.floorMod(Double.hashCode(window[0]), 3) == 0);
  }

  private static SeriesRules always() {
    return throwingOn(_ -> true);
  }

  private static SeriesRules throwingOn(java.util.function.Predicate<double[]> windows) {
    SeriesRules usual = EngineHarness.RULES;
    return new SeriesRules(
        usual.fitAfter(),
        usual.refitEvery(),
        usual.refitLag(),
        usual.drift(),
        usual.driftAction(),
        usual.incidents(),
        usual.quarantineAfter(),
        (test, memory, rows, features) -> {
          if (windows.test(rows)) {
            throw new IllegalStateException("cannot compare this");
          }
          return test.check(memory, rows, features);
        });
  }

  private static ScriptedSource source(long records) {
    return new ScriptedSource("scripted", records, 11, 2, List.of());
  }

  private static List<String> reference(SeriesRules rules) throws Exception {
    return EngineHarness.reference(source(4_000), DetectorPlan.all(FOREST), Set.of(), rules)
        .lines();
  }
}
