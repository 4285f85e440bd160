package dev.weir.connectors.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.Rows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestJournalTest {

  private static final String ONE = "{\"timestamp\":1,\"value\":1}";
  private static final String TWO = "{\"timestamp\":2,\"value\":2}";

  @TempDir Path directory;

  @Test
  void lines_are_numbered_on_across_batches_and_restarts() throws Exception {
    try (TestJournal journal = open()) {
      assertThat(journal.append("", ONE, TWO)).isEqualTo(new Receipt.Stored(1, 2, false));
      assertThat(journal.append("", ONE)).isEqualTo(new Receipt.Stored(3, 3, false));
    }
    try (TestJournal journal = open()) {
      assertThat(journal.append("", TWO)).isEqualTo(new Receipt.Stored(4, 4, false));
      assertThat(rows(journal)).hasSize(4);
    }
  }

  @Test
  void a_batch_that_is_sent_again_is_stored_once_also_after_a_restart() throws Exception {
    try (TestJournal journal = open()) {
      journal.append("a", ONE, TWO);
      assertThat(journal.append("a", ONE, TWO)).isEqualTo(new Receipt.Stored(1, 2, true));
    }
    try (TestJournal journal = open()) {
      assertThat(journal.append("a", ONE, TWO)).isEqualTo(new Receipt.Stored(1, 2, true));
      assertThat(journal.append("b", ONE, TWO)).isEqualTo(new Receipt.Stored(3, 4, false));
      assertThat(journal.append("a", ONE)).isEqualTo(new Receipt.KeyReused());
      assertThat(rows(journal)).hasSize(4);
    }
  }

  /** Earlier builds kept the first 64 bits of the SHA-256 of a byte of the format and the body. */
  @Test
  void a_batch_of_an_earlier_build_is_read_and_recognized_when_it_is_sent_again() throws Exception {
    byte[] body = (ONE + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(("\u0002" + ONE + "\n").getBytes(StandardCharsets.UTF_8));
    ByteBuffer fields = ByteBuffer.allocate(53);
    BatchKey key = BatchKey.of("a");
    fields.put((byte) 2).putLong(0).putLong(1).putInt(1).putLong(7);
    fields.putLong(key.high()).putLong(key.low()).put(hash, 0, 8).flip();
    CRC32C sum = new CRC32C();
    sum.update(fields.duplicate());
    sum.update(body);
    ByteBuffer frame = ByteBuffer.allocate(12 + 53 + body.length);
    frame.putInt(0x57494A31).putInt(53 + body.length).putInt((int) sum.getValue());
    frame.put(fields).put(body);
    Files.write(directory.resolve("batches-0000000000000000001.log"), frame.array());

    try (TestJournal journal = open()) {
      assertThat(journal.append("a", ONE)).isEqualTo(new Receipt.Stored(1, 1, true));
      assertThat(journal.append("a", TWO)).isEqualTo(new Receipt.KeyReused());
      assertThat(journal.append("b", TWO)).isEqualTo(new Receipt.Stored(2, 2, false));
      assertThat(rows(journal)).hasSize(2);
    }
  }

  @Test
  void batches_that_wait_together_are_one_group_and_their_twins_are_found() throws Exception {
    try (TestJournal journal = open()) {
      List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        byte[] body = (ONE + "\n").getBytes(StandardCharsets.UTF_8);
        receipts.add(
            journal
                .journal
                .append(BatchFormat.JSONL, body, BatchKey.of("key" + i / 2))
                .toCompletableFuture());
      }
      long twins =
          receipts.stream()
              .map(CompletableFuture::join)
              .filter(receipt -> ((Receipt.Stored) receipt).duplicate())
              .count();

      assertThat(twins).isEqualTo(100);
      assertThat(rows(journal)).hasSize(100);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 60, 80})
  void a_batch_that_was_not_written_whole_is_cut_off(int missing) throws Exception {
    Path file;
    long whole;
    try (TestJournal journal = open()) {
      journal.append("", ONE);
      whole = journal.journal.segments().getLast().durable();
      journal.append("", TWO);
      file = journal.journal.segments().getLast().path();
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - missing));
    try (TestJournal journal = open()) {
      assertThat(journal.warnings).singleElement().asString().contains("not written whole");
      assertThat(Files.size(file)).isEqualTo(whole);
      assertThat(journal.append("", TWO)).isEqualTo(new Receipt.Stored(2, 2, false));
      assertThat(rows(journal)).hasSize(2);
    }
  }

  @Test
  void a_batch_that_was_acknowledged_and_is_damaged_is_refused() throws Exception {
    Path file;
    try (TestJournal journal = open()) {
      journal.append("", ONE);
      journal.append("", TWO);
      journal.append("", ONE);
      file = journal.journal.segments().getLast().path();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("is damaged at byte");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void covered_files_go_when_there_are_too_many_and_the_newest_stays() throws Exception {
    JournalLimits small = new JournalLimits(1, 250, 1 << 20, 1 << 20, 10);
    try (TestJournal journal = new TestJournal(directory, small)) {
      for (int i = 0; i < 5; i++) {
        journal.append("key" + i, ONE);
      }
      journal.journal.forget(4);
      assertThat(journal.append("key0", ONE)).isEqualTo(new Receipt.Stored(6, 6, false));
      assertThat(journal.append("key4", ONE)).isEqualTo(new Receipt.Stored(5, 5, true));
      assertThat(journal.journal.segments().getFirst().first()).isBetween(2L, 5L);
    }
  }

  @Test
  void a_full_journal_refuses_until_a_checkpoint_covers_older_batches() throws Exception {
    JournalLimits small = new JournalLimits(1, 0, 200, 1 << 20, 10);
    try (TestJournal journal = new TestJournal(directory, small)) {
      journal.append("", ONE);
      journal.append("", ONE);
      assertThat(journal.append("k", ONE)).isInstanceOf(Receipt.Full.class);
      journal.journal.forget(2);
      assertThat(journal.append("k", ONE)).isEqualTo(new Receipt.Stored(3, 3, false));
    }
  }

  @Test
  void too_much_that_waits_for_the_disk_is_refused() throws Exception {
    JournalLimits small = new JournalLimits(1 << 20, 0, 1 << 20, 10, 10);
    try (TestJournal journal = new TestJournal(directory, small)) {
      assertThat(journal.append("", ONE)).isInstanceOf(Receipt.Full.class);
      assertThat(journal.journal.last()).isZero();
    }
  }

  @Test
  void a_disk_that_fails_stores_nothing_and_the_next_batch_is_stored() throws Exception {
    Path inside = directory.resolve("inside");
    try (TestJournal journal = new TestJournal(inside)) {
      Files.delete(inside);
      assertThatThrownBy(() -> journal.append("k", ONE))
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("cannot write to " + inside);
      Files.createDirectory(inside);

      assertThat(journal.append("k", ONE)).isEqualTo(new Receipt.Stored(1, 1, false));
      assertThat(rows(journal)).hasSize(1);
    }
  }

  @Test
  void bytes_behind_the_last_group_from_a_failed_write_are_not_read() throws Exception {
    Path file;
    try (TestJournal journal = open()) {
      journal.append("", ONE);
      file = journal.journal.segments().getLast().path();
      Files.write(file, new byte[100], StandardOpenOption.APPEND);
      journal.append("", TWO);
      assertThat(rows(journal)).hasSize(2);
    }
    try (TestJournal journal = open()) {
      assertThat(rows(journal)).hasSize(2);
    }
  }

  @Test
  void a_clock_that_throws_fails_the_batch_and_not_the_journal() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    LongSupplier clock =
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("no clock");
          }
          return 7;
        };
    try (IngestJournal journal =
        new IngestJournal(
            directory, TestJournal.LIMITS, clock, Thread.ofPlatform().factory(), w -> {})) {
      byte[] body = ONE.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> append(journal, body).join()).hasMessageContaining("no clock");
      broken.set(false);

      assertThat(append(journal, body).join()).isEqualTo(new Receipt.Stored(1, 1, false));
    }
  }

  @Test
  void a_journal_that_is_closed_refuses_batches() throws Exception {
    TestJournal journal = open();
    journal.close();

    assertThatThrownBy(() -> journal.append("", ONE)).hasMessageContaining("is closed");
  }

  private static CompletableFuture<Receipt> append(IngestJournal journal, byte[] body) {
    return journal.append(BatchFormat.JSONL, body, BatchKey.NONE).toCompletableFuture();
  }

  private TestJournal open() throws IOException {
    return new TestJournal(directory);
  }

  private static List<String> rows(TestJournal journal) throws Exception {
    return Rows.read(journal.source(), Optional.empty(), 100, Duration.ZERO);
  }
}
