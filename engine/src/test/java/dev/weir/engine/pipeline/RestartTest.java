package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Sink;
import dev.weir.engine.journal.PoisonLog;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.TouchyDetector;
import dev.weir.engine.testing.Transcript;
import dev.weir.monitoring.RecordCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipeline that is stopped, cut off or moved goes on as if nothing had happened. */
class RestartTest {

  private static final Detector FOREST = new IsolationForest(10, 32, 80, 0.05);

  @TempDir Path directory;

  private final Transcript transcript = new Transcript();

  @Test
  void after_an_orderly_stop_nothing_is_replayed() throws Exception {
    for (int part = 1; part <= 8; part++) {
      // Each life ends in the middle of everything: fits under way, incidents open.
      try (EngineRun run = new EngineRun().withStore(store())) {
        PipelineEvent.Stopped stopped =
            run.runToEnd(source(part * 500L), transcript, FOREST, EngineHarness.settings(100, 4));
        assertThat(stopped.unsaved()).isEmpty();
      }
    }

    assertThat(transcript.lines()).isEqualTo(reference(4_000, FOREST));
  }

  @Test
  void the_number_of_workers_may_change_between_lives() throws Exception {
    int[] workers = {1, 4, 3, 7};
    for (int part = 0; part < workers.length; part++) {
      try (EngineRun run = new EngineRun().withStore(store())) {
        run.runToEnd(
            source((part + 1) * 1_000L),
            transcript,
            FOREST,
            EngineHarness.settings(100, workers[part]));
      }
    }

    assertThat(transcript.lines()).isEqualTo(reference(4_000, FOREST));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void cut_off_at_any_moment_the_rest_is_as_if_uninterrupted(long seed) throws Exception {
    SplitMix64 random = new SplitMix64(seed);
    int lives = 0;
    while (transcript.lines().isEmpty() || !atEnd()) {
      try (EngineRun run = new EngineRun().withStore(store())) {
        long more = 500 + random.nextInt(5_000);
        // It holds soon after, so that no life can run to the end before it is cut off.
        ScriptedSource source = source(20_000).checkpointAfter(300).holdAfter(more + 500);
        long until = transcript.lines().size() + more;
        run.start(source, transcript, FOREST, EngineHarness.settings(50, 3));
        run.await(PipelineEvent.Started.class);
        while (transcript.lines().size() < until && !atEnd()) {
          Thread.onSpinWait();
        }
        lives++;
      }
    }

    assertThat(lives).isGreaterThan(2);
    assertThat(transcript.distinct()).isEqualTo(reference(20_000, FOREST));
  }

  @Test
  void state_after_a_restart_is_the_state_of_an_uninterrupted_run() throws Exception {
    for (long records : new long[] {1_700, 3_000}) {
      try (EngineRun run = new EngineRun().withStore(store())) {
        run.runToEnd(source(records), transcript, FOREST, EngineHarness.settings(100, 4));
      }
    }
    LocalCheckpointStore other =
        new LocalCheckpointStore(directory.resolve("other"), 3, message -> {});
    try (EngineRun run = new EngineRun().withStore(other)) {
      run.runToEnd(source(3_000), new Transcript(), FOREST, EngineHarness.settings(7, 1));
    }

    CheckpointReader interrupted = store().latest("scripted").orElseThrow();
    CheckpointReader whole = other.latest("scripted").orElseThrow();
    assertThat(interrupted.header().position()).isEqualTo(whole.header().position());
    assertThat(interrupted.stateHash()).isEqualTo(whole.stateHash());
  }

  @Test
  void counters_go_on_after_a_restart() throws Exception {
    try (EngineRun run = new EngineRun().withStore(store())) {
      run.runToEnd(source(1_000), transcript, FOREST, EngineHarness.settings(100, 4));
    }
    try (EngineRun run = new EngineRun().withStore(store())) {
      run.runToEnd(source(3_000), transcript, FOREST, EngineHarness.settings(100, 4));

      assertThat(run.monitor.read()).isEqualTo(3_000);
      assertThat(run.monitor.counts().settled()).isEqualTo(3_000);
      assertThat(run.monitor.evaluation().all().total())
          .isEqualTo(run.monitor.counts().get(RecordCount.SCORED));
    }
  }

  @Test
  void an_older_checkpoint_is_the_start_of_a_new_incarnation_of_the_source() throws Exception {
    for (long records : new long[] {1_000, 2_000, 3_000}) {
      try (EngineRun run = new EngineRun().withStore(store())) {
        run.runToEnd(source(records), transcript, FOREST, EngineHarness.settings(100, 4));
      }
    }
    List<Long> numbers = store().numbers("scripted");
    CheckpointReader first = store().open("scripted", numbers.get(1));
    Transcript again = new Transcript();
    try (EngineRun run = new EngineRun().withStore(store()).from(numbers.getFirst())) {
      run.runToEnd(source(3_000), again, FOREST, EngineHarness.settings(100, 4));
    }

    CheckpointReader newest = store().latest("scripted").orElseThrow();
    assertThat(newest.header().sourceEpoch()).isEqualTo(1);
    assertThat(first.header().sourceEpoch()).isZero();
    // The same is said of the same records, under other ids.
    int from = transcript.lines().size() - again.lines().size();
    assertThat(again.lines().stream().map(RestartTest::withoutIds).toList())
        .isEqualTo(transcript.lines().stream().skip(from).map(RestartTest::withoutIds).toList());
    assertThat(again.lines().getFirst()).isNotEqualTo(transcript.lines().get(from));
  }

  @Test
  void the_checkpoint_that_was_asked_for_is_gone_back_to_until_there_is_a_newer_one()
      throws Exception {
    for (long records : new long[] {1_000, 3_000}) {
      try (EngineRun run = new EngineRun().withStore(store())) {
        run.runToEnd(source(records), transcript, FOREST, EngineHarness.settings(100, 4));
      }
    }
    long first = store().numbers("scripted").getFirst();
    long position = Long.parseLong(store().open("scripted", first).header().position());
    Transcript again = new Transcript();
    again.failNext(1);
    try (EngineRun run = new EngineRun().withStore(store()).from(first)) {
      run.runToEnd(source(3_000), again, FOREST, EngineHarness.settings(100, 4));
    }

    assertThat((long) again.distinct().size()).isEqualTo(3_000 - position);
    assertThat(store().latest("scripted").orElseThrow().header().sourceEpoch()).isEqualTo(1);
  }

  @Test
  void a_detector_whose_parameters_changed_starts_anew_and_the_others_keep_what_they_know()
      throws Exception {
    DetectorPlan plan = plan(new ZScore(20, 2.5));
    DetectorPlan changedPlan = plan(new ZScore(30, 2.5));
    try (EngineRun run = new EngineRun().withStore(store())) {
      run.runToEnd(source(2_000), transcript, plan, EngineHarness.settings(100, 4));
    }
    Transcript changed = new Transcript();
    PipelineEvent.Started started;
    try (EngineRun run = new EngineRun().withStore(store())) {
      run.runToEnd(source(4_000), changed, changedPlan, EngineHarness.settings(100, 4));
      started = (PipelineEvent.Started) run.events.getFirst();
    }

    List<String> whole = new ArrayList<>(transcript.lines());
    whole.addAll(changed.lines());
    assertThat(of("series-1", whole))
        .as("as if nothing had changed")
        .isEqualTo(of("series-1", EngineHarness.reference(source(4_000), plan).lines()));
    assertThat(of("series-2", changed.lines()).getFirst()).contains("warming");
    assertThat(started.series()).isEqualTo(11);
    assertThat(started.relearning()).isEqualTo(10);
  }

  /** Two poison records in one life and the third in the next: the count goes on. */
  @Test
  @Timeout(60)
  void poison_records_are_counted_over_restarts_until_the_series_is_quarantined() throws Exception {
    Detector detector = new TouchyDetector(TouchyDetector.Weakness.LEARNING_THROWS);
    List<Long> odd = recordsOfSeriesZero(List.of(500, 900, 2_400, 3_300));
    PoisonLog poison = PoisonLog.inMemory();
    for (long records : new long[] {1_500, 2_800, 4_000}) {
      try (EngineRun run = new EngineRun().withStore(store()).withPoison(poison)) {
        ScriptedSource source = new ScriptedSource("scripted", records, 11, 2, odd);
        ActorRef<Pipeline.Command> pipeline =
            run.start(source, transcript, detector, EngineHarness.settings(100, 4));
        // The source ends before the last poison record is met.
        while (run.monitor.counts().settled() < records) {
          Thread.onSpinWait();
        }
        pipeline.tell(Pipeline.Stop.ORDERLY);
        assertThat(run.await(PipelineEvent.Stopped.class).unsaved()).isEmpty();
      }
    }

    Set<String> gone = Set.of("" + odd.get(0), "" + odd.get(1), "" + odd.get(2));
    ScriptedSource whole = new ScriptedSource("scripted", 4_000, 11, 2, odd);
    assertThat(transcript.distinct())
        .isEqualTo(EngineHarness.reference(whole, detector, gone).lines());
    assertThat(transcript.distinct()).filteredOn(line -> line.contains("Quarantined")).hasSize(1);
    assertThat(of("series-0", transcript.distinct()).getLast()).contains("unscorable");
  }

  /** The first record of series 0 from each of these numbers on. */
  private static List<Long> recordsOfSeriesZero(List<Integer> from) throws Exception {
    List<Long> numbers =
        reference(4_000, new TouchyDetector(TouchyDetector.Weakness.NONE)).stream()
            .filter(line -> line.contains(" series-0 ") && line.contains("scored"))
            .map(line -> Long.valueOf(line.split(" ")[1]))
            .toList();
    return from.stream()
        .map(first -> numbers.stream().filter(number -> number >= first).findFirst().orElseThrow())
        .toList();
  }

  /** A forest for series 1, and something else for the others. */
  private static DetectorPlan plan(Detector others) {
    return new DetectorPlan(
        List.of(new DetectorPlan.Rule("series-1", FOREST), new DetectorPlan.Rule("*", others)));
  }

  private static List<String> of(String series, List<String> lines) {
    return lines.stream().filter(line -> line.contains(" " + series + " ")).toList();
  }

  @Test
  void a_source_hears_only_of_what_the_oldest_kept_checkpoint_covers() throws Exception {
    ScriptedSource source = source(200_000);
    try (EngineRun run = new EngineRun().withStore(store())) {
      ActorRef<Pipeline.Command> pipeline =
          run.start(source, transcript, ZScore.DEFAULT, EngineHarness.settings(100, 2));
      run.await(PipelineEvent.Ended.class);
      pipeline.tell(Pipeline.Stop.ORDERLY);
      run.await(PipelineEvent.Stopped.class);
    }

    long oldest =
        Long.parseLong(
            store().open("scripted", store().numbers("scripted").getFirst()).header().position());
    assertThat(source.commits()).isNotEmpty();
    assertThat(source.commits()).allMatch(p -> Long.parseLong(p.value()) <= oldest);
  }

  @Test
  void nothing_is_saved_while_a_sink_may_forget_and_reading_goes_on() throws Exception {
    try (EngineRun run = new EngineRun().withStore(store())) {
      ActorRef<Pipeline.Command> pipeline =
          run.start(
              source(2_000),
              new Forgetful(transcript),
              ZScore.DEFAULT,
              EngineHarness.settings(100, 2));
      run.await(PipelineEvent.Ended.class);
      pipeline.tell(Pipeline.Stop.ORDERLY);
      PipelineEvent.Stopped stopped = run.await(PipelineEvent.Stopped.class);

      assertThat(stopped.unsaved()).contains("it is full");
    }
    assertThat(transcript.lines()).hasSize(2_000);
    assertThat(store().numbers("scripted")).isEmpty();
  }

  /** Writes, and never knows whether it will last. */
  private record Forgetful(Sink sink) implements Sink {
    @Override
    public String name() {
      return sink.name();
    }

    @Override
    public Writer open(String pipeline) throws IOException, InterruptedException {
      Writer writer = sink.open(pipeline);
      return new Writer() {
        @Override
        public void write(Batch batch) throws IOException, InterruptedException {
          writer.write(batch);
        }

        @Override
        public void flush() throws IOException {
          throw new UnsavedException("it is full");
        }

        @Override
        public void close() throws IOException {
          writer.close();
        }
      };
    }
  }

  @Test
  @Timeout(60)
  void a_source_that_wants_checkpoints_after_so_many_records_gets_them() throws Exception {
    ScriptedSource source = source(20_000).checkpointAfter(1_000);
    EngineSettings rarely = rarely();
    try (EngineRun run = new EngineRun().withStore(store())) {
      ActorRef<Pipeline.Command> pipeline = run.start(source, transcript, ZScore.DEFAULT, rarely);
      run.await(PipelineEvent.Ended.class);
      while (run.monitor.checkpoints() == 0 || run.monitor.counts().settled() < 20_000) {
        assertThat(Thread.interrupted()).as("out of patience").isFalse();
        Thread.onSpinWait();
      }

      // As one follows the other, there are fewer where saving is slower than reading.
      // One more comes early, by time.
      assertThat(run.monitor.checkpoints()).isBetween(1L, 21L);
      pipeline.tell(Pipeline.Stop.ORDERLY);
      run.await(PipelineEvent.Stopped.class);
    }
  }

  /** Else a process that is killed sooner than that, again and again, would never get on. */
  @Test
  @Timeout(20)
  void the_first_checkpoint_does_not_wait_for_the_interval() throws Exception {
    try (EngineRun run = new EngineRun().withStore(store())) {
      run.start(source(1_000), transcript, ZScore.DEFAULT, rarely());
      run.await(PipelineEvent.Ended.class);
      while (run.monitor.checkpoints() == 0) {
        assertThat(Thread.interrupted()).as("out of patience").isFalse();
        Thread.onSpinWait();
      }

      assertThat(store().latest("scripted")).isPresent();
    }
  }

  /** Checkpoints by time come too late for any test. */
  private static EngineSettings rarely() {
    EngineSettings often = EngineHarness.settings(100, 2);
    return new EngineSettings(
        often.queues(),
        often.workers(),
        often.limits(),
        often.rules(),
        new EngineSettings.Checkpoints(Duration.ofHours(1), often.checkpoints().timeout()));
  }

  private boolean atEnd() {
    return transcript.lines().stream().anyMatch(line -> line.contains(" 19999 "));
  }

  private static String withoutIds(String line) {
    return line.replaceAll("[0-9a-f]{32}", "id");
  }

  private LocalCheckpointStore store() {
    return new LocalCheckpointStore(directory.resolve("state"), 3, message -> {});
  }

  private static ScriptedSource source(long records) {
    return new ScriptedSource("scripted", records, 11, 2, List.of());
  }

  private static List<String> reference(long records, Detector detector)
      throws IOException, InterruptedException {
    return EngineHarness.reference(source(records), detector, Set.of()).lines();
  }
}
