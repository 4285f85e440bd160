package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path directory;

  @Test
  void what_was_appended_is_read_in_order_by_whoever_opens_it_next() throws IOException {
    append("one", "2", "three");

    assertThat(records()).containsExactly("one", "2", "three");
  }

  @Test
  void there_is_nothing_in_a_journal_that_does_not_exist() throws IOException {
    assertThat(records()).isEmpty();
  }

  @Test
  void a_torn_last_record_is_cut_off_and_the_next_one_appended_in_its_place() throws IOException {
    append("one", "two");
    byte[] whole = Files.readAllBytes(file());

    for (int length = 8 + 3; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThat(records()).containsExactly("one");
      append("again");
      assertThat(records()).containsExactly("one", "again");
    }
  }

  @Test
  void a_record_with_a_flipped_bit_is_not_read() throws IOException {
    append("one");
    byte[] whole = Files.readAllBytes(file());
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] bad = whole.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file(), bad);
      assertThat(records()).isEmpty();
    }
  }

  @Test
  void ignores_zeros_behind_the_last_record() throws IOException {
    append("one");
    byte[] whole = Files.readAllBytes(file());

    Files.write(file(), Arrays.copyOf(whole, whole.length + 512));

    assertThat(records()).containsExactly("one");
    append("two");
    assertThat(records()).containsExactly("one", "two");
    assertThatThrownBy(() -> append("")).hasMessageContaining("must have 1 to");
  }

  @Test
  void replacing_leaves_the_new_records_only_and_appending_goes_on_behind_them()
      throws IOException {
    append("one", "two", "three");
    new Journal(file()).replace(List.of(ByteBuffer.wrap("three".getBytes(StandardCharsets.UTF_8))));

    assertThat(records()).containsExactly("three");
    append("four");
    assertThat(records()).containsExactly("three", "four");
    new Journal(file()).replace(List.of());
    assertThat(records()).isEmpty();
  }

  /** Whoever changes the format hears of it here, and must go on reading this one. */
  @Test
  void the_bytes_of_a_record_are_those_of_version_1() throws IOException {
    append("one", "two");

    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file())))
        .isEqualTo("000000032a94b2e96f6e650000000352d8b3a374776f");
  }

  @Test
  void only_the_owner_may_read_it() throws IOException {
    append("one");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  private Path file() {
    return directory.resolve("sub").resolve("journal");
  }

  private void append(String... texts) throws IOException {
    for (String text : texts) {
      new Journal(file()).append(CheckpointStoreContract.bytes(text));
    }
  }

  private List<String> records() throws IOException {
    return new Journal(file())
        .read().stream().map(r -> StandardCharsets.UTF_8.decode(r).toString()).toList();
  }
}
