package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Lateness.Late;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Missing.StandIn;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import dev.weir.detectors.zscore.RobustZScore;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Source;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the batches, the workers and the timing of the trainer, every byte said of every record
 * is the reference engine's.
 */
class DeterminismTest {

  @TempDir Path directory;

  private static final List<Detector> DETECTORS =
      List.of(
          new IsolationForest(10, 32, 80, 0.05),
          new ZScore(20, 2.5),
          new RobustZScore(30, 3.5),
          Auto.DEFAULT,
          tuned());

  static Stream<Arguments> cases() {
    return DETECTORS.stream()
        .flatMap(detector ->
            Stream.of(1, 4)
                .flatMap(workers ->
                    Stream.of(1, 7, 100, 257)
                        .map(batch -> Arguments.of(detector, workers, batch))));
  }

  @ParameterizedTest(name = "{0}, {1} workers, batches of {2}")
  @MethodSource("cases")
  void every_byte_is_the_reference_engines(Detector detector, int workers, int batch)
      throws IOException, InterruptedException {
    Transcript expected = EngineHarness.reference(source(detector), detector, Set.of());
    Transcript actual = new Transcript();
    AtomicLong fits = new AtomicLong();
    long seed = 31L * workers + batch;

    try (EngineRun run =
        new EngineRun().withTrainerThreads(task -> slowAtRandom(task, seed, fits))) {
      run.runToEnd(source(detector), actual, detector, EngineHarness.settings(batch, workers));

      assertThat(actual.lines()).isEqualTo(expected.lines());
      assertThat(run.monitor.counts().settled()).isEqualTo(6_000);
    }
  }

  /** With each of the drift tests, cut off in the middle of checks and moved to other workers. */
  @ParameterizedTest
  @EnumSource(DriftTest.Kind.class)
  void whatever_tests_for_drift_every_byte_is_the_reference_engines(DriftTest.Kind test)
      throws IOException, InterruptedException {
    Detector detector = new IsolationForest(10, 32, 80, 0.05);
    List<String> expected = EngineHarness.reference(source(detector), detector, test).lines();
    assertThat(String.join("\n", expected)).contains("DriftDetected");
    Transcript actual = new Transcript();
    LocalCheckpointStore store = new LocalCheckpointStore(directory, 3, _ -> {});
    int[] workers = {1, 4, 3};

    for (int life = 0; life < workers.length; life++) {
      Source part = new ScriptedSource("scripted", 2_000 * (life + 1), 23, 2, List.of());
      try (EngineRun run = new EngineRun().withStore(store)) {
        run.runToEnd(part, actual, detector, EngineHarness.settings(7, workers[life], test));
      }
    }

    assertThat(actual.lines()).isEqualTo(expected);
  }

  static Stream<Arguments> rules() {
    OptionalLong hour = OptionalLong.of(3_600_000);
    Lateness drop = new Lateness(hour, hour, Late.DROP);
    Lateness scoreOnly = new Lateness(hour, OptionalLong.empty(), Late.SCORE_ONLY);
    Missing previous = new Missing(StandIn.PREVIOUS, 0, false);
    return Stream.of(
        Arguments.of(new DataRules(drop, Missing.NONE, ValuesAre.LEVEL, ""), "late_dropped"),
        Arguments.of(new DataRules(scoreOnly, previous, ValuesAre.LEVEL, ""), "ScoredOnly"),
        Arguments.of(
            new DataRules(drop, previous, ValuesAre.COUNTER, "Europe/Berlin"), "unscorable"),
        Arguments.of(
            new DataRules(scoreOnly, previous, ValuesAre.COUNTER_PER_SECOND, ""), "ScoredOnly"));
  }

  /** Whatever is done with the data before, cut off and moved to other workers. */
  @ParameterizedTest
  @MethodSource("rules")
  void whatever_becomes_of_odd_data_every_byte_is_the_reference_engines(
      DataRules rules, String seen) throws IOException, InterruptedException {
    Detector detector = Prepared.of(tuned(), rules);
    List<String> expected = EngineHarness.reference(disordered(6_000), detector, Set.of()).lines();
    assertThat(String.join("\n", expected)).contains(seen).contains("OPENED").contains("Drift");
    Transcript actual = new Transcript();
    LocalCheckpointStore store = new LocalCheckpointStore(directory, 3, _ -> {});
    int[] workers = {1, 4, 3};
    long settled = 0;

    for (int life = 0; life < workers.length; life++) {
      try (EngineRun run = new EngineRun().withStore(store)) {
        Source part = disordered(2_000 * (life + 1));
        run.runToEnd(part, actual, detector, EngineHarness.settings(7, workers[life]));
        settled = run.monitor.counts().settled();
      }
    }

    assertThat(actual.lines()).isEqualTo(expected);
    assertThat(settled).isEqualTo(6_000);
  }

  private static Source disordered(long records) {
    return new ScriptedSource("scripted", records, 23, 2, List.of()).disordered();
  }

  /** The comparison is worth something only if everything happens in it. */
  @ParameterizedTest
  @MethodSource("cases")
  void the_stream_has_everything_in_it(Detector detector, int workers, int batch)
      throws IOException, InterruptedException {
    String all =
        String.join("\n", EngineHarness.reference(source(detector), detector, Set.of()).lines());

    assertThat(all)
        .contains("scored")
        .contains("warming")
        .contains("unscorable")
        .contains("dead_lettered")
        .contains("transition=OPENED")
        .contains("transition=RESOLVED")
        .contains("DriftDetected");
    if (detector instanceof IsolationForest) {
      assertThat(all).contains("Refitted");
    }
  }

  /** Everything that can be asked of a detector, of one that is fitted. */
  private static Detector tuned() {
    AlertFilter alertFilter = new AlertFilter(AlertFilter.Direction.BOTH, 0.5, 0, -6, 60);
    return AlertPolicyDetector.of(
        new IsolationForest(10, 32, 80, 0.05), AlertBudget.atMost("0.5%"), alertFilter);
  }

  private static Source source(Detector detector) {
    int features = detector instanceof Auto ? 1 : 2;
    return new ScriptedSource("scripted", 6_000, 23, features, List.of());
  }

  private static Runnable slowAtRandom(Runnable task, long seed, AtomicLong count) {
    long delay = new SplitMix64(seed + count.getAndIncrement()).nextInt(3_000_000);
    return () -> {
      LockSupport.parkNanos(delay);
      task.run();
    };
  }
}
