package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.engine.Batch;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Sink;
import dev.weir.engine.actors.JobRunner;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.TouchyDetector;
import dev.weir.engine.testing.TouchyDetector.Weakness;
import dev.weir.engine.testing.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The failure levels, smallest first: what restarts, what does not, and that the output is that of
 * an undisturbed run.
 */
class SupervisionTest {

  private static final Detector FOREST = new IsolationForest(10, 32, 80, 0.05);

  @TempDir Path directory;

  private final Transcript transcript = new Transcript();
  private final EngineRun run = new EngineRun();

  @Test
  void a_record_that_cannot_be_scored_is_a_dead_letter_and_the_model_is_untouched()
      throws Exception {
    Detector detector = new TouchyDetector(Weakness.SCORING_THROWS);
    ScriptedSource source = source(100L, 701L, 702L, 2_500L);

    try (run) {
      run.runToEnd(source, transcript, detector, EngineHarness.settings(100, 4));
    }

    assertThat(transcript.lines())
        .isEqualTo(reference(detector, Set.of(), 100L, 701L, 702L, 2_500L));
    assertThat(transcript.lines()).filteredOn(l -> l.contains("SCORING_FAILED")).hasSize(4);
    assertThat(run.events).noneMatch(PipelineEvent.Rewinding.class::isInstance);
    assertThat(source.opens()).isEqualTo(1);
  }

  @Test
  void a_record_that_cannot_be_learnt_is_gone_around_after_a_rewind() throws Exception {
    Detector detector = new TouchyDetector(Weakness.LEARNING_THROWS);
    ScriptedSource source = source(1_200L, 2_500L);

    try (run) {
      run.withStore(store());
      run.runToEndAfter(2, source, transcript, detector, EngineHarness.settings(100, 4));
    }

    assertThat(transcript.distinct())
        .isEqualTo(reference(detector, Set.of("1200", "2500"), 1_200L, 2_500L));
    assertThat(rewinds()).as("one for each poison record: %s", run.events).isEqualTo(2);
    assertThat(run.monitor.counts().settled()).isEqualTo(4_000);
  }

  @Test
  void a_series_with_three_poison_records_is_quarantined_and_the_others_are_untouched()
      throws Exception {
    Detector detector = new TouchyDetector(Weakness.LEARNING_THROWS);
    // Records of one series, so that it is that one which is quarantined.
    Long[] odd = recordsOfSeriesZero(900, 4);

    try (run) {
      run.withStore(store());
      run.runToEndAfter(3, source(odd), transcript, detector, EngineHarness.settings(100, 4));
    }

    // The fourth is never learnt: by then the series has no model any more.
    Set<String> poison = Set.of("" + odd[0], "" + odd[1], "" + odd[2]);
    assertThat(transcript.distinct()).isEqualTo(reference(detector, poison, odd));
    assertThat(transcript.lines()).anyMatch(line -> line.contains("Quarantined"));
    assertThat(rewinds()).isEqualTo(3);
  }

  @Test
  void an_error_ends_the_process_and_nothing_behind_it_is_saved() throws Exception {
    Detector detector = new TouchyDetector(Weakness.SCORING_IS_AN_ERROR);
    CompletableFuture<Error> fatal = new CompletableFuture<>();

    try (run) {
      run.withStore(store());
      run.start(
          source(2_000L), transcript, detector, EngineHarness.settings(10, 1), fatal::complete);

      assertThat(fatal.get(30, TimeUnit.SECONDS)).hasMessage("planted");
    }

    assertThat(transcript.lines()).hasSizeLessThanOrEqualTo(2_000);
    long saved =
        store().latest("scripted").map(c -> Long.parseLong(c.header().position())).orElse(0L);
    assertThat(saved).isLessThanOrEqualTo(2_000);
  }

  @Test
  void a_trainer_that_crashes_restarts_alone_and_is_asked_again() throws Exception {
    AtomicInteger crashes = new AtomicInteger(3);
    ScriptedSource source = source();

    try (run) {
      run.withTrainer(behavior -> crashing(behavior, JobRunner.Command.class, crashes));
      run.runToEnd(source, transcript, FOREST, EngineHarness.settings(100, 2));
    }

    assertThat(crashes.get()).isLessThanOrEqualTo(0);
    assertThat(transcript.lines()).isEqualTo(reference(FOREST, Set.of()));
    assertThat(source.opens()).isEqualTo(1);
    assertThat(run.events).noneMatch(PipelineEvent.Rewinding.class::isInstance);
    assertThat(run.monitor.pipeline("scripted").stalls()).isPositive();
    assertThat(run.monitor.pipeline("scripted").waiting()).isZero();
  }

  @Test
  void a_fit_that_throws_leaves_the_old_model_and_stops_nobody() throws Exception {
    Detector detector = new TouchyDetector(Weakness.EVERY_FIT_THROWS);
    ScriptedSource source = source();

    try (run) {
      run.runToEnd(source, transcript, detector, EngineHarness.settings(100, 2));
    }

    assertThat(transcript.lines()).isEqualTo(reference(detector, Set.of()));
    assertThat(transcript.lines()).anyMatch(line -> line.contains("FitRejected"));
    assertThat(run.events).noneMatch(PipelineEvent.Rewinding.class::isInstance);
  }

  @Test
  void a_checkpointer_that_crashes_restarts_alone_and_the_data_path_goes_on() throws Exception {
    AtomicInteger crashes = new AtomicInteger(5);
    ScriptedSource source = source();

    try (run) {
      run.withStore(store())
          .withCheckpointer(behavior -> crashing(behavior, Checkpointer.Command.class, crashes));
      run.runToEnd(source, transcript, FOREST, EngineHarness.settings(10, 2));
    }

    assertThat(crashes.get()).isLessThanOrEqualTo(0);
    assertThat(transcript.lines()).isEqualTo(reference(FOREST, Set.of()));
    assertThat(source.opens()).isEqualTo(1);
    assertThat(store().latest("scripted").orElseThrow().header().position()).isEqualTo("4000");
  }

  @Test
  void a_source_that_fails_rewinds_its_pipeline() throws Exception {
    ScriptedSource source = source();
    source.failAt(2_345);

    try (run) {
      run.withStore(store());
      run.runToEnd(source, transcript, FOREST, EngineHarness.settings(100, 2));
    }

    assertThat(source.opens()).isEqualTo(2);
    assertThat(rewinds()).isEqualTo(1);
    assertThat(transcript.distinct()).isEqualTo(reference(FOREST, Set.of()));
  }

  @Test
  void what_a_source_gave_before_it_failed_is_saved_and_not_written_again() throws Exception {
    ScriptedSource source = source();
    source.failAt(2_345);

    try (run) {
      run.withStore(store());
      run.runToEnd(source, transcript, FOREST, everyHour());
    }

    assertThat(rewinds()).isEqualTo(1);
    assertThat(transcript.lines()).isEqualTo(reference(FOREST, Set.of()));
  }

  @Test
  void the_reason_of_a_sink_that_fails_names_it_and_its_pipeline() throws Exception {
    transcript.failNext(1);

    try (run) {
      run.withStore(store());
      run.runToEnd(source(), transcript, FOREST, EngineHarness.settings(100, 2));
    }

    assertThat(run.events)
        .filteredOn(PipelineEvent.Rewinding.class::isInstance)
        .containsExactly(
            new PipelineEvent.Rewinding(
                "scripted", "pipeline 'scripted' cannot write to transcript: the sink is full"));
  }

  @Test
  void a_pipeline_that_fails_leaves_a_sink_that_is_blocked() throws Exception {
    ScriptedSource source = source();
    Blocked blocked = new Blocked(transcript);

    try (run) {
      // Without a store nothing is saved first: the failure ends the pipeline at once.
      source.failAt(300, blocked.waiting);
      run.runToEnd(source, blocked, FOREST, EngineHarness.settings(100, 2));
    }

    assertThat(blocked.interrupted).isTrue();
    assertThat(rewinds()).isEqualTo(1);
    assertThat(transcript.distinct()).isEqualTo(reference(FOREST, Set.of()));
  }

  @Test
  void a_sink_that_fails_rewinds_its_pipeline() throws Exception {
    ScriptedSource source = source();
    transcript.failNext(2);

    try (run) {
      run.withStore(store());
      run.runToEnd(source, transcript, FOREST, EngineHarness.settings(100, 2));
    }

    assertThat(rewinds()).isEqualTo(2);
    assertThat(transcript.distinct()).isEqualTo(reference(FOREST, Set.of()));
  }

  @Test
  void a_pipeline_that_fails_again_and_again_stops_at_once_and_says_what_is_not_saved() {
    try (run) {
      run.withStore(store());
      transcript.failNext(Integer.MAX_VALUE);
      ActorRef<Pipeline.Command> pipeline =
          run.start(source(), transcript, FOREST, EngineHarness.settings(100, 2));
      run.await(PipelineEvent.Rewinding.class);

      pipeline.tell(Pipeline.Stop.ORDERLY);
      PipelineEvent.Stopped stopped = run.await(PipelineEvent.Stopped.class);

      assertThat(stopped.unsaved())
          .hasValueSatisfying(
              reason -> assertThat(reason).contains("cannot write", "the sink is full"));
      assertThat(rewinds()).as("no attempt after the stop but one under way").isLessThan(3);
    }
  }

  @Test
  void a_sink_that_fails_at_the_stop_does_not_keep_the_pipeline_from_it() {
    try (run) {
      run.withStore(store());
      ActorRef<Pipeline.Command> pipeline =
          run.start(source(), transcript, FOREST, EngineHarness.settings(100, 2));
      run.await(PipelineEvent.Ended.class);
      transcript.failFlushes();

      pipeline.tell(Pipeline.Stop.ORDERLY);
      PipelineEvent.Stopped stopped = run.await(PipelineEvent.Stopped.class);

      assertThat(stopped.unsaved()).isPresent();
    }
  }

  @Test
  void a_sink_whose_reader_is_gone_ends_its_pipeline_for_good() throws Exception {
    ScriptedSource source = source();

    try (run) {
      run.start(source, new Abandoned(), FOREST, EngineHarness.settings(100, 2));
      PipelineEvent.Failed failed = run.await(PipelineEvent.Failed.class);

      assertThat(failed.cause()).isEqualTo(PipelineEvent.Failed.Cause.READER_GONE);
    }
    assertThat(rewinds()).isZero();
    assertThat(source.opens()).isEqualTo(1);
  }

  @Test
  void without_checkpoints_a_pipeline_that_fails_starts_from_the_beginning() throws Exception {
    ScriptedSource source = source();
    source.failAt(1_000);

    try (run) {
      run.runToEnd(source, transcript, FOREST, EngineHarness.settings(100, 2));
    }

    assertThat(transcript.distinct()).isEqualTo(reference(FOREST, Set.of()));
    assertThat(run.monitor.counts().settled()).isEqualTo(4_000);
  }

  @Test
  void another_pipeline_never_notices() throws Exception {
    ScriptedSource failing = source();
    failing.failAt(2_000);
    ScriptedSource other = new ScriptedSource("other", 4_000, 11, 2, List.of());
    Transcript otherTranscript = new Transcript();

    try (run) {
      run.withStore(store());
      ActorRef<Pipeline.Command> one =
          run.start(failing, transcript, FOREST, EngineHarness.settings(100, 2));
      ActorRef<Pipeline.Command> two =
          run.start(other, otherTranscript, FOREST, EngineHarness.settings(100, 2));
      run.await(PipelineEvent.Ended.class);
      run.await(PipelineEvent.Ended.class);
      one.tell(Pipeline.Stop.ORDERLY);
      two.tell(Pipeline.Stop.ORDERLY);
      run.await(PipelineEvent.Stopped.class);
      run.await(PipelineEvent.Stopped.class);
    }

    assertThat(other.opens()).isEqualTo(1);
    assertThat(run.monitor.pipeline("other").rewinds()).isZero();
    assertThat(run.monitor.pipeline("scripted").rewinds()).isEqualTo(1);
    assertThat(otherTranscript.lines())
        .isEqualTo(EngineHarness.reference(other, FOREST, Set.of()).lines());
  }

  /** With checkpoints so rare that the first is the one after a second. */
  private static EngineSettings everyHour() {
    EngineSettings usual = EngineHarness.settings(100, 2);
    return new EngineSettings(
        usual.queues(),
        usual.workers(),
        usual.limits(),
        usual.rules(),
        new EngineSettings.Checkpoints(Duration.ofHours(1), usual.checkpoints().timeout()));
  }

  private long rewinds() {
    return run.events.stream().filter(PipelineEvent.Rewinding.class::isInstance).count();
  }

  private LocalCheckpointStore store() {
    return new LocalCheckpointStore(directory, 3, message -> {});
  }

  private static ScriptedSource source(Long... odd) {
    return new ScriptedSource("scripted", 4_000, 11, 2, List.of(odd));
  }

  private static List<String> reference(Detector detector, Set<String> poison, Long... odd)
      throws IOException, InterruptedException {
    return EngineHarness.reference(source(odd), detector, poison).lines();
  }

  /** Numbers of records of series 0 from a record on. */
  private static Long[] recordsOfSeriesZero(int from, int count) throws Exception {
    return reference(new TouchyDetector(TouchyDetector.Weakness.NONE), Set.of()).stream()
        .filter(line -> line.contains(" series-0 ") && line.contains("scored"))
        .map(line -> Long.valueOf(line.split(" ")[1]))
        .filter(number -> number >= from)
        .limit(count)
        .toArray(Long[]::new);
  }

  /** A sink that takes nothing until its first writer is interrupted. */
  private static final class Blocked implements Sink {

    private final Transcript behind;
    private final CountDownLatch waiting = new CountDownLatch(1);
    private volatile boolean interrupted;

    Blocked(Transcript behind) {
      this.behind = behind;
    }

    @Override
    public String name() {
      return "blocked";
    }

    @Override
    public Writer open(String pipeline) {
      return new Writer() {
        @Override
        public void write(Batch batch) throws IOException, InterruptedException {
          try {
            if (!interrupted) {
              waiting.countDown();
              new CountDownLatch(1).await();
            }
          } catch (InterruptedException e) {
            interrupted = true;
            throw e;
          }
          behind.writeDown(batch);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
    }
  }

  /** A sink that nobody reads from any more. */
  private static final class Abandoned implements Sink {

    @Override
    public String name() {
      return "abandoned";
    }

    @Override
    public Writer open(String pipeline) {
      return new Writer() {
        @Override
        public void write(Batch batch) throws IOException {
          throw new ReaderGoneException("nobody reads", new IOException("planted"));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
    }
  }

  /** Throws at messages as long as there are crashes left. */
  private static <T> Behavior<T> crashing(
      Behavior<T> behavior, Class<T> messages, AtomicInteger crashes) {
    return Behaviors.intercept(
        () ->
            new BehaviorInterceptor<T, T>(messages) {
              @Override
              public Behavior<T> aroundReceive(
                  TypedActorContext<T> context, T message, ReceiveTarget<T> target) {
                if (crashes.getAndDecrement() > 0) {
                  throw new IllegalStateException("planted");
                }
                return target.apply(context, message);
              }
            },
        behavior);
  }
}
