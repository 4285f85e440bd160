package dev.weir.alerting.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Outbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an outbox promises, and what only one on a disk can get wrong. */
class DiskOutboxTest extends OutboxContract {

  private static final List<String> RECEIVERS = List.of("one", "other");
  private static final DiskOutbox.Limits LIMITS = new DiskOutbox.Limits(1_000, REMEMBERED);

  private final CrashDisk disk = new CrashDisk();
  private final List<String> warnings = new ArrayList<>();

  @Override
  Outbox outbox() throws IOException {
    return DiskOutbox.open(disk, RECEIVERS, LIMITS, warnings::add);
  }

  @Test
  void what_was_not_settled_is_told_after_a_restart_and_nothing_else() throws IOException {
    try (Outbox outbox = outbox()) {
      List<Outbox.Entry> entries = outbox.append(notices("a", "b", "c", "d"));
      outbox.settle("one", entries.get(2).number());
    }

    try (Outbox outbox = outbox()) {
      assertThat(ids(outbox.backlog("one"))).containsExactly("c", "d");
      assertThat(ids(outbox.backlog("other"))).containsExactly("a", "b", "c", "d");
    }
  }

  @Test
  void a_notice_that_is_replayed_after_a_restart_is_not_accepted_again() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.settle("one", outbox.append(notices("a", "b")).getLast().number() + 1);
    }

    try (Outbox outbox = outbox()) {
      assertThat(ids(outbox.append(notices("a", "b", "c")))).containsExactly("c");
    }
  }

  @Test
  void numbers_go_on_after_a_restart() throws IOException {
    long last;
    try (Outbox outbox = outbox()) {
      last = outbox.append(notices("a", "b")).getLast().number();
    }
    try (Outbox outbox = outbox()) {
      assertThat(outbox.append(notices("c")).getFirst().number()).isEqualTo(last + 1);
    }
  }

  /** Else what gets an earlier number counts as delivered, and is never sent. */
  @Test
  void numbers_go_on_behind_the_cursors_when_the_segments_are_gone() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(numbered(0, 9));
      outbox.settle("one", 5);
      outbox.settle("other", 9);
    }
    for (String segment : segments()) {
      disk.delete(segment);
    }

    try (Outbox outbox = outbox()) {
      assertThat(outbox.append(notices("next")).getFirst().number()).isEqualTo(9);
      outbox.settle("one", 9);
    }
    try (Outbox outbox = outbox()) {
      assertThat(ids(outbox.backlog("one"))).containsExactly("next");
      assertThat(ids(outbox.backlog("other"))).containsExactly("next");
    }
  }

  @Test
  void numbers_go_on_behind_a_segment_that_holds_nothing() throws IOException {
    disk.put(new SegmentName(10, 0).file(), new byte[0]);

    try (Outbox outbox = outbox()) {
      assertThat(outbox.append(notices("a")).getFirst().number()).isEqualTo(10);
    }
  }

  @Test
  void a_notice_that_stands_twice_in_a_segment_is_delivered_once() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(notices("a"));
    }
    String segment = segments().getFirst();
    byte[] once = disk.bytes(segment);
    byte[] twice = Arrays.copyOf(once, 2 * once.length - Long.BYTES);
    System.arraycopy(once, Long.BYTES, twice, once.length, once.length - Long.BYTES);
    disk.put(segment, twice);

    try (Outbox outbox = outbox()) {
      assertThat(ids(outbox.backlog("one"))).containsExactly("a");
    }
  }

  @Test
  void a_cursor_never_goes_back() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(numbered(0, 4));
      outbox.settle("one", 3);
      outbox.settle("one", 1);
      outbox.settle("one", 2);
    }
    try (Outbox outbox = outbox()) {
      assertThat(ids(outbox.backlog("one"))).containsExactly("n3");
    }
  }

  @Test
  void a_closed_outbox_takes_nothing_and_moves_no_cursor() throws IOException {
    Outbox outbox = outbox();
    outbox.append(notices("a"));
    outbox.close();
    List<String> before = disk.list();

    assertThatThrownBy(() -> outbox.append(notices("b"))).hasMessage("the outbox is closed");
    assertThatThrownBy(() -> outbox.settle("one", 1)).hasMessage("the outbox is closed");

    assertThat(disk.list()).isEqualTo(before);
  }

  @Test
  void a_failed_force_of_a_cursor_is_never_repeated_on_the_same_file() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(numbered(0, 4));
      List<String> before = cursors();
      disk.cutAfter(1);
      assertThatThrownBy(() -> outbox.settle("one", 2)).isInstanceOf(IOException.class);
      disk.cutAfter(Integer.MAX_VALUE / 2);
      outbox.settle("one", 3);

      assertThat(cursors()).as("a new file took its place").hasSize(2).isNotEqualTo(before);
    }
    try (Outbox outbox = outbox()) {
      assertThat(ids(outbox.backlog("one"))).containsExactly("n3");
    }
  }

  private List<String> cursors() {
    return disk.list().stream().filter(name -> name.startsWith("cursor-")).sorted().toList();
  }

  @Test
  void segments_that_nobody_needs_are_deleted() throws IOException {
    try (Outbox outbox = outbox()) {
      for (int i = 0; i < 100; i++) {
        long next = outbox.append(numbered(i, 1)).getFirst().number() + 1;
        outbox.settle("one", next);
        outbox.settle("other", next);
      }
    }

    assertThat(segments().size()).isBetween(2, 10);
    try (Outbox outbox = outbox()) {
      assertThat(outbox.append(numbered(100 - REMEMBERED, REMEMBERED))).isEmpty();
    }
  }

  @Test
  void segments_that_a_receiver_has_not_seen_are_kept() throws IOException {
    try (Outbox outbox = outbox()) {
      for (int i = 0; i < 100; i++) {
        outbox.settle("one", outbox.append(numbered(i, 1)).getFirst().number() + 1);
      }
    }

    try (Outbox outbox = outbox()) {
      assertThat(outbox.backlog("other"))
          .extracting(Outbox.Entry::notice)
          .containsExactlyElementsOf(numbered(0, 100));
    }
  }

  @Test
  void a_receiver_that_is_new_begins_with_the_next_notice() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(notices("a"));
    }
    List<String> more = List.of("one", "new");
    try (Outbox outbox = DiskOutbox.open(disk, more, LIMITS, warnings::add)) {
      assertThat(outbox.backlog("new")).isEmpty();
      outbox.append(notices("b"));
    }
    try (Outbox outbox = DiskOutbox.open(disk, more, LIMITS, warnings::add)) {
      assertThat(ids(outbox.backlog("new"))).containsExactly("b");
      assertThat(warnings)
          .containsExactly("a receiver is no longer configured: what waited for it is given up");
    }
  }

  @Test
  void after_a_failed_append_nothing_of_it_counts_and_it_can_be_tried_again() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(notices("a"));
      for (int call = 1; call < 4; call++) {
        disk.failCalls(call);
        assertThatThrownBy(() -> outbox.append(notices("b"))).isInstanceOf(IOException.class);
        disk.failCalls(0);
      }
      assertThat(ids(outbox.append(notices("b")))).containsExactly("b");
    }

    try (Outbox outbox = outbox()) {
      assertThat(ids(outbox.backlog("one"))).containsExactly("a", "b");
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void a_failed_force_is_never_repeated_on_the_same_file() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(notices("a"));
      String segment = segments().getFirst();
      int forces = disk.forcesOf(segment);

      // The write succeeds, the force does not.
      disk.cutAfter(1);
      assertThatThrownBy(() -> outbox.append(notices("b"))).isInstanceOf(IOException.class);
      disk.cutAfter(Integer.MAX_VALUE / 2);
      outbox.append(notices("b"));

      assertThat(disk.forcesOf(segment)).isEqualTo(forces + 1);
      assertThat(segments()).hasSize(2);
    }
  }

  @Test
  void a_disk_that_stays_full_leaves_no_files_behind() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(notices("a"));
      for (int i = 0; i < 100; i++) {
        disk.failCalls(1 + i % 2);
        assertThatThrownBy(() -> outbox.append(notices("b"))).isInstanceOf(IOException.class);
        disk.failCalls(0);
      }
    }
    assertThat(segments()).hasSizeLessThan(4);
  }

  @Test
  void a_cursor_that_cannot_be_written_can_be_tried_again() throws IOException {
    try (Outbox outbox = outbox()) {
      long next = outbox.append(notices("a")).getFirst().number() + 1;
      disk.failCalls(1);
      assertThatThrownBy(() -> outbox.settle("one", next)).isInstanceOf(IOException.class);
      outbox.settle("one", next);
    }
    try (Outbox outbox = outbox()) {
      assertThat(outbox.backlog("one")).isEmpty();
    }
  }

  @Test
  void whichever_bit_of_a_segment_flips_no_notice_is_false_and_the_others_are_there()
      throws IOException {
    List<Notice> all = new ArrayList<>();
    try (Outbox outbox = outbox()) {
      for (String id : List.of("a", "b", "c")) {
        all.addAll(notices(id));
        outbox.append(notices(id));
      }
    }
    String segment = segments().getFirst();
    byte[] whole = disk.bytes(segment);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] bad = whole.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      List<String> said = new ArrayList<>();
      List<Notice> read =
          SegmentReader.read(
                  SegmentName.of(segment).orElseThrow(), bad, java.util.Optional.empty(), said::add)
              .stream()
              .map(Outbox.Entry::notice)
              .toList();

      assertThat(all).as("bit %d", bit).containsAll(read);
      assertThat(read).as("bit %d", bit).hasSizeBetween(2, 3);
    }
  }

  @Test
  void a_damaged_notice_in_the_middle_is_reported_and_left_out() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(notices("a"));
      outbox.append(notices("b"));
      outbox.append(notices("c"));
    }
    String segment = segments().getFirst();
    byte[] bad = disk.bytes(segment);
    bad[bad.length / 2] ^= 1;
    disk.put(segment, bad);

    try (Outbox outbox = outbox()) {
      assertThat(ids(outbox.backlog("one"))).containsExactly("a", "c");
      assertThat(warnings).singleElement().asString().contains("1 notices").contains("number 1 on");
    }
  }

  @Test
  void a_receiver_whose_cursor_is_damaged_is_told_of_all_that_is_there() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.settle("one", outbox.append(notices("a", "b")).getLast().number() + 1);
      outbox.settle("other", 2);
    }
    for (String name : disk.list()) {
      if (name.startsWith("cursor")) {
        disk.put(name, new byte[8192]);
      }
    }
    try (Outbox outbox = outbox()) {
      assertThat(ids(outbox.backlog("one"))).containsExactly("a", "b");
      assertThat(warnings).hasSize(2);
    }
  }

  @Test
  void whichever_place_of_a_cursor_is_torn_the_other_says_how_far_it_was() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(numbered(0, 9));
      outbox.settle("one", 5);
      outbox.settle("one", 7);
    }
    String cursor = cursorAt(7);
    byte[] whole = disk.bytes(cursor);
    for (int at = 0; at < whole.length; at += 4096) {
      byte[] torn = whole.clone();
      torn[at + 20] ^= 1;
      disk.put(cursor, torn);
      assertThat(Cursor.find(disk, "one")).isIn(new Cursor.Found.At(5), new Cursor.Found.At(7));
    }
  }

  /** The cursor's file that stands at this number. */
  private String cursorAt(int number) {
    return disk.list().stream()
        .filter(name -> name.startsWith("cursor-"))
        .filter(name ->
            new String(disk.bytes(name), StandardCharsets.ISO_8859_1)
                .contains(String.valueOf((char) number)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_a_killed_process_had_written_is_made_durable_before_it_counts() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      CrashDisk killed = new CrashDisk();
      Outbox dying = DiskOutbox.open(killed, RECEIVERS, LIMITS, warnings::add);
      // It is written, and not forced: the process dies.
      killed.cutAfter(2);
      assertThatThrownBy(() -> dying.append(notices("a"))).isInstanceOf(IOException.class);
      killed.cutAfter(Integer.MAX_VALUE / 2);

      try (Outbox outbox = DiskOutbox.open(killed, RECEIVERS, LIMITS, warnings::add)) {
        assertThat(outbox.append(notices("a"))).as("it is there").isEmpty();
      }
      killed.restart(seed);

      try (Outbox outbox = DiskOutbox.open(killed, RECEIVERS, LIMITS, warnings::add)) {
        assertThat(ids(outbox.backlog("one"))).as("seed %d", seed).containsExactly("a");
      }
    }
  }

  @Test
  void files_are_for_their_owner_only(@TempDir Path directory) throws IOException {
    Path place = directory.resolve("outbox");
    try (Outbox outbox = DiskOutbox.open(place, RECEIVERS, LIMITS, warnings::add)) {
      outbox.settle("one", outbox.append(notices("a")).getFirst().number() + 1);
    }
    try (Outbox outbox = DiskOutbox.open(place, RECEIVERS, LIMITS, warnings::add)) {
      assertThat(outbox.backlog("one")).isEmpty();
      assertThat(ids(outbox.backlog("other"))).containsExactly("a");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rwx------");
    try (var files = Files.list(place)) {
      assertThat(files)
          .hasSize(3)
          .allMatch(file -> PosixFilePermissions.toString(permissions(file)).equals("rw-------"));
    }
  }

  private static java.util.Set<java.nio.file.attribute.PosixFilePermission> permissions(Path file) {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> segments() {
    return disk.list().stream().filter(name -> name.startsWith("outbox-")).sorted().toList();
  }
}
