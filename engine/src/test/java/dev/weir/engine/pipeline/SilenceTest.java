package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Position;
import dev.weir.engine.reference.Replay;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import dev.weir.monitoring.RecordCount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who falls silent, and by which row, is the reference engine's: whatever the batches, the workers,
 * the restarts, and however long series wait for their fits.
 */
class SilenceTest {

  /** Of each kind; and one that says nothing. */
  private static final DetectorPlan PLAN =
      new DetectorPlan(
          List.of(
              new DetectorPlan.Rule("series-1*", forest(), SilenceRule.AUTO),
              new DetectorPlan.Rule("series-2", new ZScore(20, 2.5)),
              new DetectorPlan.Rule(
                  "*", forest(), new SilenceRule.After(Duration.ofMinutes(150).toNanos()))));

  @TempDir Path directory;

  private final Transcript transcript = new Transcript();

  static Stream<Arguments> cases() {
    return Stream.of(1, 4)
        .flatMap(workers -> Stream.of(1, 7, 100, 257).map(batch -> Arguments.of(workers, batch)));
  }

  @ParameterizedTest(name = "{0} workers, batches of {1}")
  @MethodSource("cases")
  void every_silence_is_the_reference_engines(int workers, int batch) throws Exception {
    List<String> expected = reference(9_000);
    AtomicLong fits = new AtomicLong();

    try (EngineRun run =
        new EngineRun().withTrainerThreads(task -> slowAtRandom(task, fits.getAndIncrement()))) {
      run.runToEnd(source(9_000), transcript, PLAN, EngineHarness.settings(batch, workers));

      assertThat(transcript.lines()).isEqualTo(expected);
      assertThat(run.monitor.counts().get(RecordCount.SILENT))
          .isEqualTo(opened(expected) - resolved(expected));
    }
  }

  @Test
  void the_stream_has_everything_in_it() throws Exception {
    List<String> expected = reference(9_000);

    assertThat(opened(expected)).isGreaterThan(30);
    assertThat(resolved(expected)).isGreaterThan(20).isLessThanOrEqualTo(opened(expected));
    assertThat(ofSeries(expected, "series-1[0-9]?")).as("by their own rhythm").isPositive();
    assertThat(ofSeries(expected, "series-[3-9]")).as("by a limit").isPositive();
    assertThat(ofSeries(expected, "series-2")).as("may be silent").isZero();
    assertThat(expected.stream().filter(line -> line.split("SilenceChanged", -1).length > 2))
        .as("several at one row")
        .isNotEmpty();
  }

  @Test
  void restarts_and_other_numbers_of_workers_change_nothing() throws Exception {
    int[] workers = {1, 4, 3, 7, 2, 1};
    for (int life = 0; life < workers.length; life++) {
      try (EngineRun run = new EngineRun().withStore(store())) {
        EngineSettings settings = EngineHarness.settings(50, workers[life]);
        run.runToEnd(source(1_500 * (life + 1)), transcript, PLAN, settings);
        assertThat(run.monitor.counts().get(RecordCount.SILENT))
            .isEqualTo(opened(transcript.lines()) - resolved(transcript.lines()));
      }
    }

    assertThat(transcript.lines()).isEqualTo(reference(9_000));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void cut_off_at_any_moment_the_rest_is_as_if_uninterrupted(long seed) throws Exception {
    SplitMix64 random = new SplitMix64(seed);
    while (transcript.lines().size() < 20_000 || !atEnd()) {
      try (EngineRun run = new EngineRun().withStore(store())) {
        run.start(source(20_000), transcript, PLAN, EngineHarness.settings(50, 3), error -> {});
        run.await(PipelineEvent.Started.class);
        long until = transcript.lines().size() + 500L + random.nextInt(6_000);
        while (transcript.lines().size() < until && !atEnd()) {
          Thread.onSpinWait();
        }
      }
    }

    assertThat(transcript.distinct()).isEqualTo(reference(20_000));
  }

  /** Also of series that wait for a fit while they are saved. */
  @Test
  @Timeout(120)
  void checkpoints_are_what_the_reference_engine_comes_to() throws Exception {
    checkpoints_are_what_the_reference_engine_comes_to(source(60_000).checkpointAfter(500), PLAN);
  }

  /** So many that saving them takes many turns, between which others fall silent. */
  @Test
  @Timeout(120)
  void series_that_fall_silent_while_they_are_saved_are_saved_as_they_were_at_the_barrier()
      throws Exception {
    SilenceRule rule = new SilenceRule.After(Duration.ofMinutes(200).toNanos());
    DetectorPlan plan =
        new DetectorPlan(List.of(new DetectorPlan.Rule("*", new ZScore(20, 2.5), rule)));

    checkpoints_are_what_the_reference_engine_comes_to(
        new ScriptedSource("scripted", 20_000, 2_000, 2, List.of()).checkpointAfter(1_000), plan);
  }

  private void checkpoints_are_what_the_reference_engine_comes_to(
      ScriptedSource source, DetectorPlan plan) throws Exception {
    AtomicLong fits = new AtomicLong();
    try (EngineRun run =
        new EngineRun()
            .withStore(store())
            .withTrainerThreads(task -> slowAtRandom(task, fits.getAndIncrement()))) {
      ActorRef<Pipeline.Command> pipeline =
          run.start(source, transcript, plan, EngineHarness.settings(50, 4), error -> {});
      run.await(PipelineEvent.Ended.class);
      pipeline.tell(Pipeline.Stop.ORDERLY);
      run.await(PipelineEvent.Stopped.class);
    }

    List<Long> numbers = store().numbers("scripted");
    assertThat(numbers).hasSizeGreaterThan(3);
    for (int i = 1; i < numbers.size(); i++) {
      CheckpointReader from = store().open("scripted", numbers.get(i - 1));
      CheckpointReader to = store().open("scripted", numbers.get(i));
      Replay.Setup setup = new Replay.Setup(source, plan, EngineHarness.settings(100, 4), Set.of());
      assertThat(Replay.run(setup, from, new Position(to.header().position())).stateHash())
          .as("from %s to %s", from.header().position(), to.header().position())
          .isEqualTo(to.stateHash());
    }
  }

  private static long opened(List<String> lines) {
    return count(lines, "SilenceChanged\\[[^]]*transition=OPENED");
  }

  private static long resolved(List<String> lines) {
    return count(lines, "SilenceChanged\\[[^]]*transition=RESOLVED");
  }

  private static long ofSeries(List<String> lines, String series) {
    return count(lines, "SilenceChanged\\[[^]]*series=" + series + ",");
  }

  private static long count(List<String> lines, String pattern) {
    return java.util.regex.Pattern.compile(pattern)
        .matcher(String.join("\n", lines))
        .results()
        .count();
  }

  private static IsolationForest forest() {
    return new IsolationForest(10, 32, 80, 0.05);
  }

  private boolean atEnd() {
    return transcript.lines().stream().anyMatch(line -> line.contains(" 19999 "));
  }

  private LocalCheckpointStore store() {
    return new LocalCheckpointStore(directory, 1_000, message -> {});
  }

  private static ScriptedSource source(long records) {
    return new ScriptedSource("scripted", records, 23, 2, List.of()).halting();
  }

  private static List<String> reference(long records) throws Exception {
    return EngineHarness.reference(source(records), PLAN).lines();
  }

  private static Runnable slowAtRandom(Runnable task, long fit) {
    long delay = new SplitMix64(fit).nextInt(3_000_000);
    return () -> {
      LockSupport.parkNanos(delay);
      task.run();
    };
  }
}
