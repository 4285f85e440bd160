package dev.weir.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.engine.Partitions;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.SourceRefusedException;
import dev.weir.engine.pipeline.EngineRun;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.pipeline.PipelineEvent;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines of partitions that come and go while others run. */
@Timeout(120)
class LivePipelinesTest {

  private static final Detector FOREST = new IsolationForest(10, 32, 80, 0.05);

  @TempDir Path directory;

  private final Transcripts transcripts = new Transcripts();
  private final TestPartitions partitions = new TestPartitions();

  @Test
  void a_partition_that_appears_gets_a_pipeline_and_one_that_is_gone_stops_with_its_state_saved()
      throws Exception {
    try (EngineRun run = new EngineRun().withStore(store())) {
      Watcher watcher = new Watcher(run);
      ActorRef<LivePipelines.Command> live = watcher.start();
      partitions.set(part("live/0", 2_000));
      watcher.awaitEnd("live/0");

      partitions.set(part("live/0", 2_000), part("live/1", 1_500));
      watcher.awaitEnd("live/1");
      partitions.set(part("live/1", 1_500));
      watcher.awaitStop("live/0");

      assertThat(store().latest("live/0").orElseThrow().header().position()).isEqualTo("2000");
      assertThat(watcher.begun).containsExactly("live/0", "live/1");
      assertThat(run.monitor.read()).as("totals do not fall").isEqualTo(3_500);
      live.tell(LivePipelines.Stop.ORDERLY);
      watcher.awaitStop("live/1");
      watcher.awaitAllStopped();
    }
    assertThat(of("live/0")).isEqualTo(reference("live/0", 2_000));
    assertThat(of("live/1")).isEqualTo(reference("live/1", 1_500));
  }

  @Test
  void a_partition_that_comes_back_goes_on_where_it_stopped() throws Exception {
    try (EngineRun run = new EngineRun().withStore(store())) {
      Watcher watcher = new Watcher(run);
      ActorRef<LivePipelines.Command> live = watcher.start();
      partitions.set(part("live/0", 1_700));
      watcher.awaitEnd("live/0");
      partitions.set();
      watcher.awaitStop("live/0");
      partitions.set(part("live/0", 4_000));
      watcher.awaitEnd("live/0");
      live.tell(LivePipelines.Stop.ORDERLY);
      watcher.awaitAllStopped();

      assertThat(watcher.begun).containsExactly("live/0", "live/0");
    }
    assertThat(of("live/0")).isEqualTo(reference("live/0", 4_000));
  }

  @Test
  void a_list_that_cannot_be_had_is_reported_once_and_pipelines_go_on() throws Exception {
    try (EngineRun run = new EngineRun().withStore(store())) {
      Watcher watcher = new Watcher(run);
      ActorRef<LivePipelines.Command> live = watcher.start();
      partitions.set(part("live/0", 500));
      watcher.awaitEnd("live/0");
      partitions.fail("the broker does not answer");
      partitions.awaitLooks(3);
      partitions.set(part("live/0", 500), part("live/1", 500));
      watcher.awaitEnd("live/1");
      live.tell(LivePipelines.Stop.ORDERLY);
      watcher.awaitAllStopped();

      assertThat(watcher.known)
          .containsExactly(
              Optional.of("its partitions cannot be listed: the broker does not answer"),
              Optional.empty());
      assertThat(watcher.begun).containsExactly("live/0", "live/1");
    }
  }

  @Test
  void a_pipeline_that_cannot_go_on_is_tried_again_when_its_partition_is_back() throws Exception {
    try (EngineRun run = new EngineRun().withStore(store())) {
      Watcher watcher = new Watcher(run);
      ActorRef<LivePipelines.Command> live = watcher.start();
      partitions.set(new Refused("live/0"), part("live/1", 500));
      watcher.await(event ->
          event instanceof LivePipelines.OfPipeline(PipelineEvent.Failed failed)
              && failed.pipeline().equals("live/0"));
      watcher.awaitEnd("live/1");
      partitions.awaitLooks(3);
      assertThat(watcher.begun).containsExactlyInAnyOrder("live/0", "live/1");

      partitions.set(part("live/1", 500));
      partitions.awaitLooks(2);
      partitions.set(part("live/0", 500), part("live/1", 500));
      watcher.awaitEnd("live/0");
      live.tell(LivePipelines.Stop.ORDERLY);
      watcher.awaitAllStopped();
    }
    assertThat(of("live/0")).isEqualTo(reference("live/0", 500));
  }

  @Test
  void more_partitions_than_the_limit_are_not_read_and_said() throws Exception {
    try (EngineRun run = new EngineRun()) {
      Watcher watcher = new Watcher(run);
      ActorRef<LivePipelines.Command> live = watcher.start();
      partitions.set(
          part("live/0", 10), part("live/1", 10), part("live/2", 10), part("live/3", 10));
      watcher.await(LivePipelines.Known.class::isInstance);
      live.tell(LivePipelines.Stop.ORDERLY);
      watcher.awaitAllStopped();

      assertThat(watcher.known)
          .containsExactly(Optional.of("it has 4 partitions, and only 3 are read"));
      assertThat(watcher.begun).containsExactly("live/0", "live/1", "live/2");
    }
  }

  private static ScriptedSource part(String name, long records) {
    return new ScriptedSource(name, records, 5, 2, List.of());
  }

  private List<String> of(String pipeline) {
    return transcripts.of(pipeline).lines();
  }

  private static List<String> reference(String name, long records) throws Exception {
    return EngineHarness.reference(part(name, records), FOREST, Set.of()).lines();
  }

  private LocalCheckpointStore store() {
    return new LocalCheckpointStore(directory, 3, message -> {});
  }

  /** What the owner of the pipelines is told. */
  private final class Watcher {

    private final EngineRun run;
    private final TestProbe<LivePipelines.Event> owner;
    private final List<LivePipelines.Event> others = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();
    private final List<Optional<String>> known = new ArrayList<>();

    Watcher(EngineRun run) {
      this.run = run;
      this.owner = run.kit.createTestProbe(LivePipelines.Event.class);
    }

    ActorRef<LivePipelines.Command> start() {
      return run.live(
          partitions, transcripts, FOREST, EngineHarness.settings(100, 2), owner.getRef());
    }

    /** Takes the first event of this kind; those before it can be awaited later. */
    void await(Predicate<LivePipelines.Event> wanted) {
      for (LivePipelines.Event event : List.copyOf(others)) {
        if (wanted.test(event)) {
          others.remove(event);
          return;
        }
      }
      LivePipelines.Event event = next();
      while (!wanted.test(event)) {
        others.add(event);
        event = next();
      }
    }

    private LivePipelines.Event next() {
      LivePipelines.Event event = owner.receiveMessage(Duration.ofSeconds(60));
      switch (event) {
        case LivePipelines.Begun(String pipeline, ActorRef<Pipeline.Command> unused) ->
            begun.add(pipeline);
        case LivePipelines.Known(String unused, Optional<String> trouble) -> known.add(trouble);
        case LivePipelines.OfPipeline unused -> {}
        case LivePipelines.AllStopped unused -> {}
      }
      return event;
    }

    void awaitEnd(String pipeline) {
      await(new LivePipelines.OfPipeline(new PipelineEvent.Ended(pipeline))::equals);
    }

    void awaitStop(String pipeline) {
      await(
          new LivePipelines.OfPipeline(new PipelineEvent.Stopped(pipeline, Optional.empty()))
              ::equals);
    }

    void awaitAllStopped() {
      await(new LivePipelines.AllStopped("live")::equals);
    }
  }

  /** A transcript for each pipeline. */
  private static final class Transcripts implements Sink {

    private final Map<String, Transcript> all = new ConcurrentHashMap<>();

    Transcript of(String pipeline) {
      return all.computeIfAbsent(pipeline, name -> new Transcript());
    }

    @Override
    public String name() {
      return "transcripts";
    }

    @Override
    public Writer open(String pipeline) throws IOException {
      return of(pipeline).open(pipeline);
    }
  }

  /** Partitions that a test sets. */
  private static final class TestPartitions implements Partitions {

    private List<Source> now = List.of();
    private String failure = "";
    private long looks;

    synchronized void set(Source... sources) {
      now = List.of(sources);
      failure = "";
    }

    synchronized void fail(String reason) {
      failure = reason;
    }

    /** Waits until so many more looks have begun. */
    synchronized void awaitLooks(int more) throws InterruptedException {
      long until = looks + more;
      while (looks < until) {
        wait();
      }
    }

    @Override
    public synchronized List<Source> list() throws IOException {
      looks++;
      notifyAll();
      if (!failure.isEmpty()) {
        throw new IOException(failure);
      }
      return now;
    }

    @Override
    public int most() {
      return 3;
    }

    @Override
    public Duration every() {
      return Duration.ofMillis(1);
    }
  }

  /** A partition that cannot be read until a setting is changed. */
  private record Refused(String name) implements Source {

    @Override
    public boolean rewindable() {
      return true;
    }

    @Override
    public Reader open(Optional<Position> from, SeriesTable series) throws IOException {
      throw new SourceRefusedException("its records have no time");
    }
  }
}
