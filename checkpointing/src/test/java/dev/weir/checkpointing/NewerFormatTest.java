package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that a newer build wrote, with right checksums. */
class NewerFormatTest {

  private static final SectionType KNOWN = new SectionType(1, 1, true, true);
  private static final SectionType NEWER = new SectionType(1, 2, true, true);
  private static final SectionType OPTIONAL = new SectionType(9, 1, false, false);
  private static final SectionType REQUIRED = new SectionType(9, 1, true, false);
  private static final int KEPT = 8;

  @TempDir Path directory;

  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void five_checkpoints() throws IOException {
    for (int number = 1; number <= 5; number++) {
      save(number, KNOWN);
    }
  }

  @Test
  void a_newer_format_is_refused_with_both_versions_and_nothing_is_touched() throws IOException {
    for (long number : store().numbers("p")) {
      setFormat(number, 2);
    }
    assertRefused("format version 2", "up to version 1");
  }

  @Test
  void a_newer_format_among_older_ones_is_refused_as_well() throws IOException {
    for (int number = 1; number <= 5; number++) {
      byte[] before = Files.readAllBytes(file(number));
      setFormat(number, 7);
      assertRefused("format version 7", "up to version 1");
      Files.write(file(number), before);
    }
    assertThat(store().latest("p").orElseThrow().header().number()).isEqualTo(5);
  }

  @Test
  void an_older_damaged_checkpoint_is_not_moved_while_a_newer_format_is_there() throws IOException {
    setFormat(2, 2);
    flipLastByte(5);
    assertRefused("format version 2", "up to version 1");
  }

  @Test
  void flags_that_are_not_known_are_a_newer_format() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(5)));
    bytes.putShort(10, (short) 4);
    Files.write(file(5), sealed(bytes));
    assertRefused("format flags 4", "up to version 1");
  }

  @Test
  void a_section_in_a_newer_version_is_refused() throws IOException {
    save(6, NEWER);
    assertRefused("section 1 in version 2", "up to version 1");
  }

  @Test
  void a_required_section_that_is_not_known_is_refused() throws IOException {
    save(6, REQUIRED);
    assertRefused("section 9 in version 1", "does not know");
  }

  @Test
  void a_section_that_is_not_required_may_be_unknown() throws IOException {
    save(6, OPTIONAL);

    assertThat(store().latest("p").orElseThrow().header().number()).isEqualTo(6);
  }

  @Test
  void a_version_that_does_not_match_its_checksum_is_damage() throws IOException {
    byte[] bytes = Files.readAllBytes(file(5));
    bytes[9] = 2;
    Files.write(file(5), bytes);

    assertThat(store().latest("p").orElseThrow().header().number()).isEqualTo(4);
    assertThat(warnings).singleElement().asString().contains("moved aside");
  }

  @Test
  void what_is_newer_is_not_given_up() throws IOException {
    setFormat(3, 2);
    Map<String, byte[]> before = content();

    assertThatThrownBy(() -> store().giveUp("p")).isInstanceOf(NewerFormatException.class);
    assertThat(content()).containsAllEntriesOf(before);
  }

  @Test
  void whole_checkpoints_are_given_up_under_another_name() throws IOException {
    assertThat(store().giveUp("p")).isEqualTo(5);

    assertThat(store().latest("p")).isEmpty();
    assertThat(store().nextNumber("p")).isEqualTo(6);
    assertThat(content().keySet()).allMatch(name -> name.endsWith(".given-up")).hasSize(5);
  }

  private void assertRefused(String theirs, String ours) throws IOException {
    Files.writeString(file(9).resolveSibling("ckpt-00000000000000000009.weir.tmp"), "unfinished");
    Map<String, byte[]> before = content();

    assertThatThrownBy(() -> store().latest("p"))
        .isInstanceOf(NewerFormatException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining(theirs)
        .hasMessageContaining(ours);

    Map<String, byte[]> after = content();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((name, bytes) -> assertThat(after.get(name)).isEqualTo(bytes));
    assertThat(warnings).isEmpty();
  }

  private LocalCheckpointStore store() {
    return new LocalCheckpointStore(directory, KEPT, List.of(KNOWN), warnings::add);
  }

  private void save(long number, SectionType type) throws IOException {
    CheckpointHeader header =
        new CheckpointHeader(
            "p", 0, number, number - 1, "12", new TreeMap<>(), "weir 9", Instant.EPOCH);
    try (CheckpointWriter writer = store().begin(header)) {
      writer.beginSection(type);
      writer.entry(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      writer.commit();
    }
  }

  private Path file(long number) {
    return directory
        .resolve(LocalCheckpointStore.directoryOf("p"))
        .resolve("ckpt-%020d.weir".formatted(number));
  }

  private void setFormat(long number, int version) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(number)));
    bytes.putShort(8, (short) version);
    Files.write(file(number), sealed(bytes));
  }

  private void flipLastByte(long number) throws IOException {
    byte[] bytes = Files.readAllBytes(file(number));
    bytes[bytes.length - 1] ^= 1;
    Files.write(file(number), bytes);
  }

  /** Makes the CRC of the header and the SHA-256 of the file right. */
  private static byte[] sealed(ByteBuffer bytes) {
    int end = Format.PREFIX + bytes.getInt(12);
    bytes.putInt(end, Format.crc(bytes.slice(0, end)));
    int hashed = bytes.limit() - Format.HASH - Format.END_MAGIC.length;
    var sha256 = Format.sha256();
    sha256.update(bytes.slice(0, hashed));
    bytes.put(hashed, sha256.digest());
    return bytes.array();
  }

  private Map<String, byte[]> content() throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.list(file(1).resolveSibling("."))) {
      for (Path file : files.toList()) {
        content.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return content;
  }
}
