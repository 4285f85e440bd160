package dev.weir.checkpointing;

import static java.time.temporal.ChronoUnit.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds for every checkpoint store. */
abstract class CheckpointStoreContract {

  static final SectionType META = new SectionType(1, 1, true, false);
  static final SectionType SERIES = new SectionType(2, 1, true, true);

  /** The store under test, the same one at each call; keeps 3. */
  abstract CheckpointStore store();

  /** A store on the same place, as another process would make it. */
  abstract CheckpointStore reopened();

  @Test
  void a_pipeline_that_never_had_a_checkpoint_has_none() throws IOException {
    assertThat(store().latest("p")).isEmpty();
    assertThat(store().numbers("p")).isEmpty();
    assertThat(store().nextNumber("p")).isEqualTo(1);
  }

  @Test
  void what_is_committed_reads_back_the_same() throws IOException {
    CheckpointHeader header = header("p", 1);
    save(store(), header, List.of("meta"), List.of("a", "", "ccc"));

    CheckpointReader reader = reopened().latest("p").orElseThrow();

    assertThat(reader.header())
        .usingRecursiveComparison()
        .ignoringFields("createdAt")
        .isEqualTo(header);
    assertThat(reader.header().createdAt()).isEqualTo(header.createdAt().truncatedTo(MILLIS));
    assertThat(entries(reader, META)).containsExactly("meta");
    assertThat(entries(reader, SERIES)).containsExactly("a", "", "ccc");
    assertThat(reader.sections().stream().map(CheckpointReader.SectionInfo::entries))
        .containsExactly(1L, 3L);
  }

  @Test
  void entries_of_any_size_cross_blocks_unharmed() throws IOException {
    Random random = new Random(1);
    List<ByteBuffer> entries = new ArrayList<>();
    for (int size : new int[] {0, 1, 262_140, 262_144, 262_145, 1_000_000, 3, 524_288}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      entries.add(ByteBuffer.wrap(bytes));
    }
    try (CheckpointWriter writer = store().begin(header("p", 1))) {
      writer.beginSection(SERIES);
      for (ByteBuffer entry : entries) {
        writer.entry(entry);
      }
      writer.commit();
    }

    List<ByteBuffer> read = new ArrayList<>();
    store().latest("p").orElseThrow().read(SERIES, read::add);

    assertThat(read).isEqualTo(entries);
  }

  @Test
  void what_is_not_committed_is_never_seen() throws IOException {
    save(store(), header("p", 1), List.of("one"), List.of());
    try (CheckpointWriter writer = store().begin(header("p", 2))) {
      writer.beginSection(META);
      writer.entry(bytes("two"));
    }

    assertThat(store().numbers("p")).containsExactly(1L);
    assertThat(entries(reopened().latest("p").orElseThrow(), META)).containsExactly("one");
  }

  @Test
  void the_newest_is_the_latest_and_the_oldest_beyond_three_are_forgotten() throws IOException {
    long oldest = 0;
    for (int number = 1; number <= 5; number++) {
      oldest =
          save(store(), header("p", number), List.of("n" + number), List.of()).oldestRetained();
    }

    assertThat(store().numbers("p")).containsExactly(3L, 4L, 5L);
    assertThat(oldest).isEqualTo(3);
    assertThat(store().latest("p").orElseThrow().header().number()).isEqualTo(5);
    assertThat(store().nextNumber("p")).isEqualTo(6);
    assertThat(entries(store().open("p", 4), META)).containsExactly("n4");
  }

  @Test
  void pipelines_do_not_see_each_other() throws IOException {
    save(store(), header("p", 1), List.of("p"), List.of());
    save(store(), header("../q", 1), List.of("q"), List.of());

    assertThat(entries(store().latest("p").orElseThrow(), META)).containsExactly("p");
    assertThat(entries(store().latest("../q").orElseThrow(), META)).containsExactly("q");
  }

  @Test
  void the_state_hash_does_not_depend_on_the_order_of_entries_but_on_each_bit() throws IOException {
    save(store(), header("p", 1), List.of("x"), List.of("a", "b", "c"));
    save(store(), header("p", 2), List.of("y"), List.of("c", "a", "b"));
    save(store(), header("p", 3), List.of("x"), List.of("a", "b", "d"));

    assertThat(store().open("p", 2).stateHash()).isEqualTo(store().open("p", 1).stateHash());
    assertThat(store().open("p", 3).stateHash()).isNotEqualTo(store().open("p", 1).stateHash());
  }

  @Test
  void a_header_that_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> header("p", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> header("", 1)).isInstanceOf(IllegalArgumentException.class);
  }

  static CheckpointWriter.Committed save(
      CheckpointStore store, CheckpointHeader header, List<String> meta, List<String> series)
      throws IOException {
    try (CheckpointWriter writer = store.begin(header)) {
      writer.beginSection(META);
      for (String entry : meta) {
        writer.entry(bytes(entry));
      }
      writer.beginSection(SERIES);
      for (String entry : series) {
        writer.entry(bytes(entry));
      }
      return writer.commit();
    }
  }

  static List<String> entries(CheckpointReader reader, SectionType type) throws IOException {
    List<String> entries = new ArrayList<>();
    reader.read(type, entry -> entries.add(StandardCharsets.UTF_8.decode(entry).toString()));
    return entries;
  }

  static CheckpointHeader header(String pipeline, long number) {
    TreeMap<String, String> detectors = new TreeMap<>();
    detectors.put("z-score", "0f");
    return new CheckpointHeader(
        pipeline,
        0,
        number,
        Math.max(0, number - 1),
        "place:" + number,
        detectors,
        "weir test",
        // Finer than what is stored: it is a label, and may come back rounded.
        Instant.ofEpochSecond(1_700_000_000L + number, 123_456_789));
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
