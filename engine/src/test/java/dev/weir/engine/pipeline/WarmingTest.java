package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.Score;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import dev.weir.monitoring.Warming;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of series that cannot be judged yet. */
class WarmingTest {

  private static final Detector FOREST = new IsolationForest(10, 32, 80, 0.05);

  @TempDir Path directory;

  /** What each series that is warming said last. */
  private static final class Needs implements Sink {
    private final Map<String, Long> needed = new HashMap<>();

    @Override
    public String name() {
      return "needs";
    }

    @Override
    public Writer open(String pipeline) {
      return new Writer() {
        @Override
        public void write(Batch batch) {
          for (int row = 0; row < batch.size(); row++) {
            switch (batch.status(row)) {
              case WARMING -> {
                long points = ((Score.WarmingUp) batch.score(row)).needed();
                needed.put(batch.series(row).key(), points);
              }
              case SCORED -> needed.remove(batch.series(row).key());
              default -> {}
            }
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
    }

    Warming all() {
      return new Warming(
          needed.size(), needed.values().stream().mapToLong(points -> points).max().orElse(0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void it_is_known_how_many_series_are_warming_and_what_they_need(int workers) throws Exception {
    Needs needs = new Needs();
    LocalCheckpointStore store = new LocalCheckpointStore(directory, 3, _ -> {});

    for (long records : new long[] {200, 450, 900}) {
      try (EngineRun run = new EngineRun().withStore(store)) {
        run.runToEnd(source(records), needs, FOREST, EngineHarness.settings(7, workers));

        assertThat(run.monitor.pipeline("scripted").warming()).isEqualTo(needs.all());
        assertThat(needs.all().series()).isPositive();
      }
    }
    try (EngineRun run = new EngineRun().withStore(store)) {
      run.runToEnd(source(6_000), needs, FOREST, EngineHarness.settings(100, workers));

      assertThat(run.monitor.pipeline("scripted").warming()).isEqualTo(Warming.NONE);
    }
  }

  @Test
  void after_a_restart_it_is_known_before_anything_is_read() throws Exception {
    LocalCheckpointStore store = new LocalCheckpointStore(directory, 3, _ -> {});
    Needs needs = new Needs();
    try (EngineRun run = new EngineRun().withStore(store)) {
      run.runToEnd(source(300), needs, FOREST, EngineHarness.settings(7, 2));
    }

    try (EngineRun run = new EngineRun().withStore(store)) {
      run.runToEnd(source(300), needs, FOREST, EngineHarness.settings(7, 3));

      assertThat(run.monitor.pipeline("scripted").warming()).isEqualTo(needs.all());
    }
  }

  @Test
  void when_series_will_be_ready_does_not_depend_on_restarts() throws Exception {
    Detector detector = new ZScore(20, 2.5);
    List<String> expected = EngineHarness.reference(source(1_000), detector, Set.of()).lines();
    assertThat(expected.stream().filter(line -> line.contains("ready at"))).hasSizeGreaterThan(99);
    LocalCheckpointStore store = new LocalCheckpointStore(directory, 3, _ -> {});
    Transcript actual = new Transcript();

    for (int part = 1; part <= 10; part++) {
      try (EngineRun run = new EngineRun().withStore(store)) {
        run.runToEnd(source(100 * part), actual, detector, EngineHarness.settings(9, part));
      }
    }

    assertThat(actual.lines().stream().collect(Collectors.joining("\n")))
        .isEqualTo(String.join("\n", expected));
  }

  private static Source source(long records) {
    return new ScriptedSource("scripted", records, 23, 2, List.of());
  }
}
