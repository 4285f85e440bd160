package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.engine.Position;
import dev.weir.monitoring.Monitor;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint is saved, fails, or is not waited for any more; once each. */
class CheckpointerTest {

  @TempDir Path directory;

  private final Monitor monitor = new Monitor();
  private final TestInbox<Ingestion.Command> ingestion = TestInbox.create();
  private BehaviorTestKit<Checkpointer.Command> checkpointer;

  @BeforeEach
  void create() {
    LocalCheckpointStore store = new LocalCheckpointStore(directory, 3, warning -> {});
    checkpointer =
        BehaviorTestKit.create(
            Checkpointer.create(
                new Checkpointer.Setup(store, "test", () -> Instant.EPOCH, monitor, () -> 0)));
  }

  @Test
  void one_that_took_too_long_has_failed_and_leaves_nothing() throws Exception {
    CheckpointJob job = job(1);

    checkpointer.run(new Checkpointer.SnapshotTaken(job, 0));
    checkpointer.run(new Checkpointer.Overdue(job, "it took too long"));
    checkpointer.run(new Checkpointer.Flushed(job, ByteBuffer.allocate(1)));

    assertThat(monitor.failedCheckpoints()).isEqualTo(1);
    assertThat(monitor.checkpointFailure()).isEqualTo("it took too long");
    assertThat(monitor.checkpoints()).isZero();
    assertThat(files()).isZero();
  }

  @Test
  void one_that_nothing_came_of_yet_has_failed_too() {
    checkpointer.run(new Checkpointer.Overdue(job(1), "it took too long"));

    assertThat(monitor.failedCheckpoints()).isEqualTo(1);
  }

  @Test
  void one_that_was_saved_just_before_has_not_failed() {
    CheckpointJob job = job(1);

    checkpointer.run(new Checkpointer.SnapshotTaken(job, 0));
    checkpointer.run(new Checkpointer.Flushed(job, ByteBuffer.allocate(1)));
    checkpointer.run(new Checkpointer.Overdue(job, "it took too long"));

    assertThat(monitor.checkpoints()).isEqualTo(1);
    assertThat(monitor.failedCheckpoints()).isZero();
  }

  @Test
  void one_whose_pipeline_starts_again_is_forgotten_and_has_not_failed() throws Exception {
    CheckpointJob job = job(1);

    checkpointer.run(new Checkpointer.SnapshotTaken(job, 0));
    checkpointer.run(new Checkpointer.Abandon(job));

    assertThat(monitor.failedCheckpoints()).isZero();
    assertThat(files()).isZero();
  }

  private CheckpointJob job(long number) {
    return new CheckpointJob(
        "pipeline",
        0,
        number,
        new Position("7"),
        Optional.empty(),
        1,
        new TreeMap<>(),
        ingestion.getRef());
  }

  private long files() throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
