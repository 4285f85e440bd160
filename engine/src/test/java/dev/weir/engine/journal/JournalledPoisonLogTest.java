package dev.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.checkpointing.Journal;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.NewerFormatException;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalledPoisonLogTest {

  @TempDir Path directory;

  private JournalledPoisonLog log = new JournalledPoisonLog(Path.of(""));

  @BeforeEach
  void a_log_with_two_positions() throws IOException {
    log = new JournalledPoisonLog(directory);
    log.add("p", 0, "a:1");
    log.add("p", 1, "a:2");
  }

  @Test
  void positions_are_those_of_one_epoch_and_one_pipeline() throws IOException {
    assertThat(log.positions("p", 0)).containsExactly("a:1");
    assertThat(log.positions("p", 1)).containsExactly("a:2");
    assertThat(log.positions("q", 0)).isEmpty();
  }

  @Test
  void a_record_of_a_newer_build_is_refused_also_behind_one_that_cannot_be_read()
      throws IOException {
    append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    append(new StateWriter(64).putLong(-2).putText("of version 2").written());
    byte[] before = Files.readAllBytes(file());

    assertThatThrownBy(() -> log.positions("p", 0))
        .isInstanceOf(NewerFormatException.class)
        .hasMessageContainingAll(file().toString(), "version 2", "up to version 1");
    assertThat(file()).hasBinaryContent(before);
  }

  @Test
  void a_record_that_cannot_be_read_is_refused_with_its_file() throws IOException {
    append(new StateWriter(64).putLong(1).putText("a:3").putLong(7).written());

    assertThatThrownBy(() -> log.positions("p", 0))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContainingAll(file().toString(), "8 bytes too many");
  }

  @Test
  void a_log_that_is_given_up_is_kept_and_empty() throws IOException {
    byte[] before = Files.readAllBytes(file());

    assertThat(log.giveUp("p")).isEqualTo("poison.journal.given-up");
    assertThat(log.positions("p", 0)).isEmpty();
    assertThat(file().resolveSibling("poison.journal.given-up")).hasBinaryContent(before);
    log.add("p", 0, "a:4");
    assertThat(log.positions("p", 0)).containsExactly("a:4");
  }

  private void append(ByteBuffer record) throws IOException {
    new Journal(file()).append(record);
  }

  private Path file() {
    return directory.resolve(LocalCheckpointStore.directoryOf("p")).resolve("poison.journal");
  }
}
