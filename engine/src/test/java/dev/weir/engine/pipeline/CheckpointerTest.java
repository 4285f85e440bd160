package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.engine.Position;
import dev.weir.monitoring.Monitor;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
  private final TestInbox<Worker.Command> worker = TestInbox.create();
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

  /** It was restarted, and what came before is gone. */
  @Test
  void one_that_lacks_entries_of_a_worker_is_never_saved() {
    CheckpointJob job = job(1);

    checkpointer.run(new Checkpointer.SnapshotTaken(job, 1));
    checkpointer.run(new Checkpointer.Flushed(job, ByteBuffer.allocate(1)));

    assertThat(monitor.checkpoints()).isZero();
    assertThat(ingestion.hasMessages()).isFalse();
  }

  @Test
  void one_with_all_entries_is_saved_whatever_comes_last() throws Exception {
    for (int last = 0; last < 3; last++) {
      CheckpointJob job = job(last + 1);
      List<Checkpointer.Command> parts =
          new ArrayList<>(
              List.of(
                  new Checkpointer.Entries(job, entries(2), worker.getRef()),
                  new Checkpointer.SnapshotTaken(job, 2),
                  new Checkpointer.Flushed(job, ByteBuffer.allocate(1))));
      Collections.rotate(parts, last);

      parts.subList(0, 2).forEach(checkpointer::run);
      assertThat(monitor.checkpoints()).isEqualTo(last);
      checkpointer.run(parts.get(2));
      assertThat(monitor.checkpoints()).isEqualTo(last + 1);
    }
  }

  /** A series that waited for its fit sends its part of both when the fit is there. */
  @Test
  void what_comes_late_for_one_before_the_last_begins_nothing() throws Exception {
    checkpointer.run(new Checkpointer.Overdue(job(1), "it took too long"));
    checkpointer.run(new Checkpointer.Overdue(job(2), "it took too long"));

    checkpointer.run(new Checkpointer.Entries(job(1), entries(1), worker.getRef()));
    checkpointer.run(new Checkpointer.SnapshotTaken(job(1), 1));

    assertThat(files()).isZero();
    assertThat(worker.getAllReceived()).as("the worker goes on").hasSize(1);
  }

  @Test
  void the_first_of_another_life_is_saved_after_a_later_one_of_the_life_before() {
    checkpointer.run(new Checkpointer.Abandon(job(7)));
    TestInbox<Ingestion.Command> next = TestInbox.create();
    CheckpointJob job =
        new CheckpointJob(
            "pipeline",
            0,
            1,
            new Position("7"),
            Optional.empty(),
            1,
            new TreeMap<>(),
            next.getRef());

    checkpointer.run(new Checkpointer.SnapshotTaken(job, 0));
    checkpointer.run(new Checkpointer.Flushed(job, ByteBuffer.allocate(1)));

    assertThat(next.getAllReceived()).hasSize(1);
  }

  @Test
  void a_source_hears_what_the_oldest_kept_one_covers_and_nothing_before_that_is_known() {
    for (int number = 1; number <= 4; number++) {
      checkpointer.run(new Checkpointer.SnapshotTaken(job(number), 0));
      checkpointer.run(new Checkpointer.Flushed(job(number), ByteBuffer.allocate(1)));
    }

    assertThat(ingestion.getAllReceived())
        .extracting(message -> ((Ingestion.Committed) message).safe().map(Position::value))
        .containsExactly(Optional.of("7"), Optional.of("7"), Optional.of("7"), Optional.of("14"));
  }

  /** So many entries, each behind its length. */
  private static ByteBuffer entries(int count) {
    ByteBuffer entries = ByteBuffer.allocate(5 * count);
    for (int i = 0; i < count; i++) {
      entries.putInt(1).put((byte) i);
    }
    return entries.flip();
  }

  private CheckpointJob job(long number) {
    return new CheckpointJob(
        "pipeline",
        0,
        number,
        new Position(Long.toString(7 * number)),
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
