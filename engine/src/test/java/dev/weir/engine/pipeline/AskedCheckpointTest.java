package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.CheckpointHeader;
import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.CheckpointStore;
import dev.weir.checkpointing.CheckpointWriter;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.query.CheckpointAnswer;
import dev.weir.engine.query.Question;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that somebody asks for covers everything that was dispatched before. */
class AskedCheckpointTest {

  private static final int RECORDS = 2_000;

  @TempDir Path directory;

  @Test
  void the_answer_comes_once_the_checkpoint_is_saved() throws Exception {
    LocalCheckpointStore store = new LocalCheckpointStore(directory, 3, warning -> {});
    try (EngineRun run = new EngineRun().withStore(store)) {
      ActorRef<Pipeline.Command> pipeline = ended(run);

      assertThat(ask(run, pipeline)).isEqualTo(new CheckpointAnswer.Saved("scripted", RECORDS));
      assertThat(store.latest("scripted").orElseThrow().header().position())
          .isEqualTo(String.valueOf(RECORDS));
      List<Long> numbers = store.numbers("scripted");
      assertThat(ask(run, pipeline)).isEqualTo(new CheckpointAnswer.Saved("scripted", RECORDS));
      assertThat(store.numbers("scripted")).as("nothing changed").isEqualTo(numbers);
    }
  }

  @Test
  void the_answer_says_why_there_is_none() throws Exception {
    try (EngineRun run = new EngineRun()) {
      assertThat(ask(run, ended(run)))
          .isEqualTo(
              new CheckpointAnswer.NotSaved(
                  "scripted", "its state is not saved: weir.engine.model-checkpointing is off"));
    }
    CheckpointStore full = new FullStore(new LocalCheckpointStore(directory, 3, warning -> {}));
    try (EngineRun run = new EngineRun().withStore(full)) {
      assertThat(ask(run, ended(run)))
          .isInstanceOfSatisfying(
              CheckpointAnswer.NotSaved.class,
              answer -> assertThat(answer.reason()).contains("no space left"));
    }
  }

  private static ActorRef<Pipeline.Command> ended(EngineRun run) {
    ActorRef<Pipeline.Command> pipeline =
        run.start(
            new ScriptedSource("scripted", RECORDS, 5, 1, List.of()),
            QuietSink.NOTHING,
            ZScore.DEFAULT,
            settings());
    run.await(PipelineEvent.Ended.class);
    SeriesSearchTest.awaitRecords(run, pipeline, RECORDS);
    return pipeline;
  }

  /** Checkpoints come when they are asked for, and have time enough on a busy machine. */
  private static EngineSettings settings() {
    EngineSettings usual = EngineHarness.settings(50, 2);
    return new EngineSettings(
        usual.queues(),
        usual.workers(),
        usual.limits(),
        usual.rules(),
        new EngineSettings.Checkpoints(Duration.ofHours(1), Duration.ofMinutes(2)));
  }

  private static CheckpointAnswer ask(EngineRun run, ActorRef<Pipeline.Command> pipeline) {
    TestProbe<CheckpointAnswer> answers = run.kit.createTestProbe(CheckpointAnswer.class);
    pipeline.tell(new Pipeline.Ask(new Question.ForCheckpoint(answers.getRef())));
    return answers.receiveMessage(Duration.ofMinutes(2));
  }

  /** A store on a disk without room. */
  private record FullStore(CheckpointStore inner) implements CheckpointStore {

    @Override
    public CheckpointWriter begin(CheckpointHeader header) throws IOException {
      throw new IOException("no space left");
    }

    @Override
    public Optional<CheckpointReader> latest(String pipeline) throws IOException {
      return inner.latest(pipeline);
    }

    @Override
    public CheckpointReader open(String pipeline, long number) throws IOException {
      return inner.open(pipeline, number);
    }

    @Override
    public List<Long> numbers(String pipeline) throws IOException {
      return inner.numbers(pipeline);
    }

    @Override
    public long nextNumber(String pipeline) throws IOException {
      return inner.nextNumber(pipeline);
    }
  }
}
