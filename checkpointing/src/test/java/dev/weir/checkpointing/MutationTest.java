package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Fault trial F7: a checkpoint file with any bit flipped, cut at any length, with ranges zeroed,
 * filled or exchanged, or under another's name is never loaded; the one before it is.
 */
class MutationTest {

  private static final String NEWEST = "ckpt-00000000000000000002.weir";
  private static final String BEFORE = "ckpt-00000000000000000001.weir";
  private static final int ENTRIES = 120;
  private static final int RANGES = 20_000;

  private final CrashFs disk = new CrashFs();
  private byte[] newest = new byte[0];
  private byte[] before = new byte[0];

  @BeforeEach
  void save() throws IOException {
    for (int number = 1; number <= 2; number++) {
      save("p", number);
    }
    newest = read("p", NEWEST);
    before = read("p", BEFORE);
  }

  private void save(String pipeline, long number) throws IOException {
    Random random = new Random(number);
    try (CheckpointWriter writer =
        store(disk).begin(CheckpointStoreContract.header(pipeline, number))) {
      writer.beginSection(CheckpointStoreContract.META);
      writer.entry(CheckpointStoreContract.bytes("n" + number));
      writer.beginSection(CheckpointStoreContract.SERIES);
      for (int i = 0; i < ENTRIES; i++) {
        byte[] entry = new byte[i];
        random.nextBytes(entry);
        // Long runs of zeros and equal blocks: where exchanging and zeroing is hardest to notice.
        Arrays.fill(entry, i / 3, i / 2, (byte) 0);
        writer.entry(ByteBuffer.wrap(entry));
      }
      writer.commit();
    }
  }

  @Test
  void every_flipped_bit_is_noticed() {
    for (int bit = 0; bit < 8 * newest.length; bit++) {
      byte[] bad = newest.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      expectRefused(bad, "bit " + bit);
    }
    System.out.printf("F7: %1$d of %1$d flipped bits noticed%n", 8 * newest.length);
  }

  @Test
  void every_truncation_and_every_extra_byte_is_noticed() {
    for (int length = 0; length < newest.length; length++) {
      expectRefused(Arrays.copyOf(newest, length), "length " + length);
    }
    for (int value = 0; value < 256; value++) {
      byte[] longer = Arrays.copyOf(newest, newest.length + 1);
      longer[newest.length] = (byte) value;
      expectRefused(longer, "extra byte " + value);
    }
    System.out.printf("F7: %1$d of %1$d truncations noticed%n", newest.length);
  }

  @Test
  void every_zeroed_filled_or_exchanged_range_is_noticed() {
    Random random = new Random(7);
    int done = 0;
    while (done < RANGES) {
      byte[] bad = newest.clone();
      int length = 1 + random.nextInt(random.nextBoolean() ? 16 : bad.length / 3);
      int from = random.nextInt(bad.length - length + 1);
      int other = random.nextInt(bad.length - length + 1);
      switch (random.nextInt(4)) {
        case 0 -> Arrays.fill(bad, from, from + length, (byte) 0);
        case 1 -> Arrays.fill(bad, from, from + length, (byte) random.nextInt(256));
        case 2 -> System.arraycopy(newest, other, bad, from, length);
        default -> {
          System.arraycopy(newest, other, bad, from, length);
          System.arraycopy(newest, from, bad, other, length);
        }
      }
      if (!Arrays.equals(bad, newest)) {
        expectRefused(bad, "range %d of %d".formatted(from, length));
        done++;
      }
    }
    System.out.printf("F7: %1$d of %1$d damaged ranges noticed%n", RANGES);
  }

  @Test
  void a_block_of_the_checkpoint_before_in_the_place_of_its_own_is_noticed() {
    for (int at = 0; at + 512 <= Math.min(newest.length, before.length); at += 512) {
      byte[] bad = newest.clone();
      System.arraycopy(before, at, bad, at, 512);
      expectRefused(bad, "sector at " + at);
    }
  }

  @Test
  void of_a_damaged_newest_the_one_before_is_used_whatever_the_damage() throws IOException {
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      byte[] bad = newest.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      CrashFs damaged = disk.settled();
      replace(damaged, "p", NEWEST, bad);

      assertThat(latest(damaged)).isEqualTo("n1");
    }
  }

  @Test
  void of_two_files_that_were_exchanged_neither_is_used() throws IOException {
    replace(disk, "p", NEWEST, before);
    replace(disk, "p", BEFORE, newest);

    try {
      store(disk).latest("p");
      fail("an exchanged file was used");
    } catch (NoUsableCheckpointException e) {
      assertThat(e).hasMessageContaining("pipeline 'p'");
    }
  }

  @Test
  void an_old_file_renamed_as_the_newest_is_not_used() throws IOException {
    replace(disk, "p", "ckpt-00000000000000000009.weir", before);

    assertThat(latest(disk)).isEqualTo("n2");
  }

  @Test
  void the_file_of_another_pipeline_is_not_used() throws IOException {
    save("q", 1);
    save("q", 2);
    save("q", 3);
    byte[] foreign = read("q", "ckpt-00000000000000000003.weir");
    replace(disk, "p", "ckpt-00000000000000000003.weir", foreign);

    assertThat(latest(disk)).isEqualTo("n2");
  }

  /** Opening is enough: everything is verified before anything is used. */
  private static void expectRefused(byte[] bytes, String what) {
    CrashFs disk = new CrashFs();
    try {
      replace(disk, "p", NEWEST, bytes);
      FileCheckpointReader reader = FileCheckpointReader.open(directory(disk, "p"), NEWEST);
      fail("%s was not noticed: %s", what, reader.header());
    } catch (CorruptCheckpointException e) {
      // As it should.
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }

  private static String latest(CrashFs disk) throws IOException {
    CheckpointReader reader = store(disk).latest("p").orElseThrow();
    return String.join("", CheckpointStoreContract.entries(reader, CheckpointStoreContract.META));
  }

  private byte[] read(String pipeline, String name) throws IOException {
    try (CheckpointFs.Input in = directory(disk, pipeline).open(name)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) in.size());
      in.read(bytes, 0);
      return bytes.array();
    }
  }

  private static void replace(CrashFs disk, String pipeline, String name, byte[] bytes)
      throws IOException {
    CheckpointFs fs = directory(disk, pipeline);
    fs.delete(name);
    try (CheckpointFs.Output out = fs.create(name)) {
      out.write(ByteBuffer.wrap(bytes));
    }
  }

  private static CheckpointFs directory(CrashFs disk, String pipeline) {
    return disk.directory(LocalCheckpointStore.directoryOf(pipeline));
  }

  private static LocalCheckpointStore store(CrashFs disk) {
    return new LocalCheckpointStore(disk::directory, "memory", 3, message -> {});
  }
}
