package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Position;
import dev.weir.engine.reference.Replay;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints are what the reference engine comes to, from one to the next. */
class ReplayTest {

  private static final int KEPT = 1_000;

  @TempDir Path directory;

  private DriftTest.Kind drift = DriftTest.Kind.KS;

  static List<Detector> detectors() {
    return GoldenCheckpointTest.detectors();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void from_any_checkpoint_it_comes_to_the_state_of_any_later_one(Detector detector)
      throws Exception {
    List<Long> numbers = run(source(60_000), detector);

    assertThat(numbers).hasSizeGreaterThan(1);
    CheckpointReader first = store().open("scripted", numbers.getFirst());
    CheckpointReader middle = store().open("scripted", numbers.get(numbers.size() / 2));
    CheckpointReader last = store().open("scripted", numbers.getLast());
    assertThat(replay(first, middle, 11, detector).stateHash()).isEqualTo(middle.stateHash());
    assertThat(replay(middle, last, 11, detector).stateHash()).isEqualTo(last.stateHash());
    assertThat(replay(last, last, 11, detector))
        .isEqualTo(new Replay.Result(0, 0, 0, last.stateHash()));
  }

  @ParameterizedTest
  @EnumSource(DriftTest.Kind.class)
  void and_so_it_does_whatever_tests_for_drift(DriftTest.Kind test) throws Exception {
    drift = test;

    from_any_checkpoint_it_comes_to_the_state_of_any_later_one(new ZScore(20, 2.5));
  }

  /** So many that saving them takes many turns, between which their records go on. */
  @Test
  @Timeout(120)
  void series_that_change_while_they_are_saved_are_saved_as_they_were_at_the_barrier()
      throws Exception {
    int series = 40_000;
    Detector detector = new ZScore(20, 2.5);
    List<Long> numbers =
        run(new ScriptedSource("scripted", 400_000, series, 2, List.of()), detector);

    CheckpointReader before = store().open("scripted", numbers.getFirst());
    int saved = 0;
    for (long number : numbers.subList(1, numbers.size())) {
      CheckpointReader next = store().open("scripted", number);
      assertThat(replay(before, next, series, detector).stateHash())
          .as("from %s to %s", before.header().position(), next.header().position())
          .isEqualTo(next.stateHash());
      before = next;
      saved++;
    }
    assertThat(saved).as("checkpoints under way").isGreaterThan(2);
  }

  @Test
  void another_state_has_another_hash() throws Exception {
    Detector detector = new ZScore(20, 2.5);
    List<Long> numbers = run(new ScriptedSource("scripted", 60_000, 11, 2, List.of()), detector);
    CheckpointReader first = store().open("scripted", numbers.getFirst());
    CheckpointReader last = store().open("scripted", numbers.getLast());
    long end = Long.parseLong(last.header().position());

    Replay.Result early = Replay.run(setup(11, detector), first, new Position("" + (end - 1)));

    assertThat(early.stateHash()).isNotEqualTo(last.stateHash());
    assertThatThrownBy(() -> Replay.run(setup(11, detector), last, new Position("" + (end - 1))))
        .hasMessageContaining("before the checkpoint");
    assertThatThrownBy(() -> Replay.run(setup(11, detector), last, new Position("900000000")))
        .hasMessageContaining("has no more");
  }

  /** One that wants checkpoints, so that a fast machine does not come to its end with too few. */
  private static ScriptedSource source(long records) {
    return new ScriptedSource("scripted", records, 11, 2, List.of()).checkpointAfter(5_000);
  }

  private Replay.Result replay(
      CheckpointReader from, CheckpointReader to, int series, Detector detector) throws Exception {
    Replay.Result result =
        Replay.run(setup(series, detector), from, new Position(to.header().position()));
    assertThat(result.records())
        .isEqualTo(
            Long.parseLong(to.header().position()) - Long.parseLong(from.header().position()));
    return result;
  }

  private Replay.Setup setup(int series, Detector detector) {
    return new Replay.Setup(
        new ScriptedSource("scripted", 1_000_000, series, 2, List.of()),
        DetectorPlan.all(detector),
        EngineHarness.settings(100, 4, drift),
        Set.of());
  }

  private List<Long> run(ScriptedSource source, Detector detector) throws Exception {
    try (EngineRun run = new EngineRun().withStore(store())) {
      ActorRef<Pipeline.Command> pipeline =
          run.start(source, new Transcript(), detector, EngineHarness.settings(100, 4, drift));
      run.await(PipelineEvent.Ended.class);
      pipeline.tell(Pipeline.Stop.ORDERLY);
      run.await(PipelineEvent.Stopped.class);
    }
    return store().numbers("scripted");
  }

  private LocalCheckpointStore store() {
    return new LocalCheckpointStore(directory, KEPT, message -> {});
  }
}
