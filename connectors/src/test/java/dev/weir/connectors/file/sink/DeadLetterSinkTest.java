package dev.weir.connectors.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.Batch;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.Sink;
import dev.weir.series.DeadLetter;
import dev.weir.series.DeadLetter.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterSinkTest {

  private static final Duration AGE = Duration.ofDays(30);
  private static final DeadLetterLimits WIDE = new DeadLetterLimits(1 << 20, 1_000, AGE);

  @TempDir Path directory;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void each_dead_letter_is_a_line_that_says_what_where_and_why() throws Exception {
    write(WIDE, 0, 1);

    assertThat(Files.readAllLines(path()))
        .singleElement()
        .asString()
        .matches(
            "\\{\"id\":\"[0-9a-f]{32}\",\"at\":\"2026-01-01T00:00:00Z\",\"pipeline\":\"p\","
                + "\"position\":\"0\",\"reason\":\"malformed\",\"detail\":\"a:0: bad\","
                + "\"head\":\"\\\\u0000\\\\\"x\",\"record\":\"\\\\u0000\\\\\"x\"}");
  }

  @Test
  void a_record_is_kept_whole_whatever_it_holds() throws Exception {
    byte[] odd = {0, (byte) 0xff, (byte) 0xc3, 'x', (byte) 0xed, (byte) 0xa0, (byte) 0x80};
    byte[] text = "ü\u202e\u2028\u001b[31m".getBytes(StandardCharsets.UTF_8);
    write(WIDE, odd, Reason.MALFORMED);
    write(WIDE, text, Reason.POISON);

    List<StoredLetter> letters = letters();

    assertThat(letters.get(0).record()).contains(odd);
    assertThat(letters.get(1).record()).contains(text);
    assertThat(letters.get(1).head()).isEqualTo("ü\u202e\u2028\u001b[31m");
    assertThat(Files.readString(path())).matches("[\\x20-\\x7e\n]*");
  }

  @Test
  void of_a_record_that_is_too_long_or_was_cut_only_the_head_is_kept() throws Exception {
    write(WIDE, "x".repeat(DeadLetterSink.LONGEST_RECORD + 1).getBytes(), Reason.BAD_TIME);
    write(WIDE, "x".repeat(300).getBytes(), Reason.TOO_LONG);
    write(WIDE, "x".repeat(300).getBytes(), Reason.CUT_SHORT);
    write(WIDE, "x".repeat(DeadLetterSink.LONGEST_RECORD).getBytes(), Reason.BAD_TIME);

    List<StoredLetter> letters = letters();

    assertThat(letters)
        .extracting(letter -> letter.record().isPresent())
        .containsExactly(false, false, false, true);
    assertThat(letters).extracting(letter -> letter.head().length()).containsOnly(256);
  }

  @Test
  void there_are_never_more_bytes_than_may_be() throws Exception {
    DeadLetterLimits limits = new DeadLetterLimits(10_000, 1_000_000, AGE);
    long most = 0;
    for (int i = 0; i < 300; i++) {
      write(limits, 7 * i, 7);
      most = Math.max(most, bytes());
    }

    assertThat(most).isBetween(7_500L, 10_000L);
    assertThat(letters().getLast().position()).isEqualTo("2099");
  }

  @Test
  void there_are_never_more_letters_than_may_be() throws Exception {
    DeadLetterLimits limits = new DeadLetterLimits(1 << 20, 100, AGE);
    write(limits, 0, 60);
    write(limits, 60, 200);

    assertThat(letters()).hasSizeBetween(51, 100);
    assertThat(letters().getLast().position()).isEqualTo("259");
  }

  @Test
  void a_letter_larger_than_all_there_may_be_is_kept_without_its_record() throws Exception {
    DeadLetterLimits limits = new DeadLetterLimits(10_000, 100, AGE);

    write(limits, "\0".repeat(5_000).getBytes(), Reason.MALFORMED);

    assertThat(letters()).singleElement().matches(letter -> letter.record().isEmpty());
    assertThat(bytes()).isLessThan(10_000);
  }

  @Test
  void no_letter_is_kept_longer_than_may_be() throws Exception {
    for (int day = 0; day < 100; day++) {
      write(WIDE, day, 1);
      Instant oldest = now.minus(AGE);
      assertThat(letters()).allMatch(letter -> letter.at().isAfter(oldest));
      assertThat(letters().size()).isGreaterThanOrEqualTo(Math.min(day + 1, 14));
      now = now.plus(Duration.ofDays(1));
    }
    now = now.plus(AGE);
    write(WIDE, 0, 0);
    now = now.plus(AGE);
    write(WIDE, 0, 0);

    assertThat(letters()).isEmpty();
  }

  @Test
  void a_letter_that_is_written_again_after_a_crash_is_read_once() throws Exception {
    write(WIDE, 0, 3);
    write(WIDE, 1, 4);

    assertThat(Files.readAllLines(path())).hasSize(7);
    assertThat(letters())
        .extracting(StoredLetter::position)
        .containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void lines_that_are_not_letters_are_counted_and_stay() throws Exception {
    write(WIDE, 0, 2);
    String lines = Files.readString(path());
    Files.writeString(path(), "{\"a\":1}\nno json\n" + lines);

    DeadLetterFile file = new DeadLetterFile(path());
    assertThat(file.read(letter -> {})).isEqualTo(2);
    assertThat(file.drop(letter -> true)).isEqualTo(2);
    assertThat(Files.readString(path())).isEqualTo("{\"a\":1}\nno json\n");
  }

  @Test
  void nothing_is_dropped_while_somebody_writes() throws Exception {
    Sink sink = new DeadLetterSink(path(), WIDE, () -> now);
    try (Sink.Writer _ = sink.open("p")) {
      assertThatThrownBy(() -> new DeadLetterFile(path()).drop(letter -> true))
          .isInstanceOf(DeadLetterFile.InUseException.class);
    }
    assertThat(new DeadLetterFile(path()).drop(letter -> true)).isZero();
  }

  @Test
  void an_interrupted_pipeline_does_not_close_the_file_for_another() throws Exception {
    Sink sink = new DeadLetterSink(path(), WIDE, () -> now);
    try (Sink.Writer failing = sink.open("failing");
        Sink.Writer neighbour = sink.open("neighbour")) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> failing.write(letters(0, 1)))
          .isInstanceOf(InterruptedException.class);
      neighbour.write(letters(1, 1));
      neighbour.flush();
    }

    assertThat(letters()).extracting(StoredLetter::position).contains("1");
  }

  @Test
  void after_a_rename_a_deletion_or_a_truncation_the_next_letters_are_in_a_new_file()
      throws Exception {
    DeadLetterLimits limits = new DeadLetterLimits(1 << 20, 100, AGE);
    Sink sink = new DeadLetterSink(path(), limits, () -> now);
    Path renamed = directory.resolve("renamed");
    try (Sink.Writer writer = sink.open("p")) {
      writer.write(letters(0, 30));
      Files.move(path(), renamed);
      writer.write(letters(30, 30));
      assertThat(Files.readAllLines(renamed)).hasSize(30);
      assertThat(Files.readAllLines(path())).hasSize(30);
      Files.delete(path());
      writer.write(letters(60, 30));
      assertThat(Files.readAllLines(path())).hasSize(30);
      Files.write(path(), new byte[0]);
      writer.write(letters(90, 30));
      writer.flush();
    }

    assertThat(letters()).hasSize(30);
    assertThat(Files.readString(path())).matches("[\\x20-\\x7e\n]*");
    assertThat(DeadLetterFile.aside(path())).as("the limit of 50 was not reached").doesNotExist();
  }

  @Test
  void only_the_owner_can_read_them() throws Exception {
    write(new DeadLetterLimits(2_000, 100, AGE), 0, 50);
    new DeadLetterFile(path()).drop(letter -> letter.position().equals("49"));

    try (var files = Files.list(directory)) {
      assertThat(files).isNotEmpty().allMatch(file -> permissions(file).equals("rw-------"));
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void write(DeadLetterLimits limits, int first, int letters) throws IOException {
    write(limits, letters(first, letters));
  }

  private static Batch letters(int first, int letters) {
    Batch batch = batch(letters + 1);
    for (int i = first; i < first + letters; i++) {
      batch.reject(new DeadLetter(Reason.MALFORMED, "a:" + i + ": bad", "\0\"x"), 0, i);
      batch.keepText("\0\"x".getBytes(StandardCharsets.UTF_8), 0, 3);
    }
    return batch;
  }

  private void write(DeadLetterLimits limits, byte[] record, Reason reason) throws IOException {
    Batch batch = batch(1);
    batch.reject(new DeadLetter(reason, "bad", ""), 0, written++);
    batch.keepText(record, 0, record.length);
    write(limits, batch);
  }

  private int written;

  private void write(DeadLetterLimits limits, Batch batch) throws IOException {
    Sink sink = new DeadLetterSink(path(), limits, () -> now);
    try (Sink.Writer writer = sink.open("p")) {
      writer.write(batch);
      writer.flush();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Batch batch(int capacity) {
    Batch batch = new Batch(capacity, 1);
    batch.clear(new Batch.Stream("p", 0, PositionFormat.NUMBER));
    return batch;
  }

  private List<StoredLetter> letters() throws IOException {
    List<StoredLetter> letters = new ArrayList<>();
    new DeadLetterFile(path()).read(letters::add);
    return letters;
  }

  private long bytes() throws IOException {
    try (var files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private Path path() {
    return directory.resolve("dead.jsonl");
  }
}
