package dev.weir.connectors.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.Rows;
import dev.weir.connectors.SourceContract;
import dev.weir.connectors.text.lineprotocol.LineProtocol;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestSourceTest extends SourceContract {

  @TempDir Path directory;

  private TestJournal journal;

  @BeforeEach
  void open() throws IOException {
    journal = new TestJournal(directory.resolve("in"));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Override
  protected Source source() {
    if (journal.journal.last() == 0) {
      int next = 0;
      for (int batch = 1; batch <= 8; batch++) {
        String[] lines = new String[batch];
        for (int i = 0; i < batch; i++) {
          lines[i] = "{\"timestamp\":%d,\"value\":%d}".formatted(next, 10 * next);
          next++;
        }
        journal.append("", lines);
      }
      journal.append(BatchFormat.CSV, "", "timestamp,value", "100,1", "", "101,2");
      journal.append(BatchFormat.CSV, "", "value,timestamp", "3,102", "4,103", "");
    }
    return journal.source();
  }

  @Override
  protected Source.State end() {
    return Source.State.IDLE;
  }

  @Override
  protected Duration patience() {
    return Duration.ZERO;
  }

  @Test
  void points_are_read_whatever_the_settings_of_records_say() throws Exception {
    byte[] lines =
        "cpu,core=0 usage=12.5 1700000000000000001\n\"m\",t=a\\,b v=-3i -1\nm v=t 1000000000\n"
            .getBytes(StandardCharsets.UTF_8);
    LineProtocol.Result read = LineProtocol.read(lines, 1, TagRule.ALL, 1 << 20);
    journal
        .journal
        .append(BatchFormat.POINTS, read.points(), BatchKey.NONE)
        .toCompletableFuture()
        .join();

    assertThat(Rows.read(journal.source(), Optional.empty(), 100, Duration.ZERO))
        .containsExactly(
            "1 cpu,core=0 usage 2023-11-14T22:13:20.000000001Z [12.5] NONE",
            "2 \"m\",t=a\\,b v 1969-12-31T23:59:59.999999999Z [-3.0] NONE",
            "3 m v 1970-01-01T00:00:01Z [1.0] NONE");
  }

  @Test
  void a_record_has_the_number_of_its_line_in_all_batches() throws Exception {
    List<String> rows = Rows.read(source(), Optional.empty(), 100, Duration.ZERO);

    assertThat(rows)
        .hasSize(40)
        .startsWith(
            "1 in 1970-01-01T00:00:00Z [0.0] NONE", "2 in 1970-01-01T00:00:01Z [10.0] NONE");
    assertThat(rows)
        .endsWith(
            "38 in 1970-01-01T00:01:40Z [1.0] NONE",
            "40 in 1970-01-01T00:01:41Z [2.0] NONE",
            "42 in 1970-01-01T00:01:42Z [3.0] NONE",
            "43 in 1970-01-01T00:01:43Z [4.0] NONE");
  }

  @Test
  void waits_for_a_batch_and_gets_it() throws Exception {
    try (Source.Reader reader = journal.source().open(Optional.empty(), Rows.table())) {
      assertThat(poll(reader, Duration.ofMillis(1))).isEmpty();
      Thread sender =
          Thread.ofPlatform().start(() -> journal.append("", "{\"timestamp\":1,\"value\":5}"));

      assertThat(poll(reader, Duration.ofSeconds(30)))
          .containsExactly("1 in 1970-01-01T00:00:01Z [5.0] NONE");
      sender.join();
    }
  }

  @Test
  void a_line_that_cannot_be_read_is_a_dead_letter_at_its_place() throws Exception {
    journal.append("", "{\"timestamp\":1,\"value\":5}", "{\"timestamp\":2,");
    try (Source.Reader reader = journal.source().open(Optional.empty(), Rows.table())) {
      Batch batch = new Batch(10, 1);
      batch.clear(new Batch.Stream("in", 0, reader.positions()));
      reader.poll(batch, 10, Duration.ZERO);

      assertThat(batch.size()).isEqualTo(2);
      assertThat(batch.position(1)).isEqualTo("2");
      assertThat(batch.deadLetter(1).detail()).isNotEmpty();
      assertThat(reader.position()).isEqualTo(new Position("2I"));
    }
  }

  @Test
  void every_line_end_counts_once_whatever_wrote_it() throws Exception {
    for (String end : new String[] {"\r", "\r\n", "\n"}) {
      byte[] body =
          String.join(end, "timestamp,value", "1,1", "", "2,2", "3,3")
              .getBytes(StandardCharsets.UTF_8);
      journal.journal.append(BatchFormat.CSV, body, BatchKey.NONE).toCompletableFuture().join();
    }

    List<String> rows = Rows.read(journal.source(), Optional.empty(), 100, Duration.ZERO);

    assertThat(rows.stream().map(row -> row.substring(0, row.indexOf(' '))))
        .containsExactly("2", "4", "5", "7", "9", "10", "12", "14", "15");
  }

  @Test
  void times_that_count_in_another_way_are_refused_also_after_a_restart() throws Exception {
    journal.append("", "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"value\":5}");
    Position place;
    try (Source.Reader reader = journal.source().open(Optional.empty(), Rows.table())) {
      poll(reader, Duration.ZERO);
      place = reader.position();
    }
    journal.append("", "{\"t\":7,\"value\":5}");
    List<String> whole = Rows.read(journal.source(), Optional.empty(), 100, Duration.ZERO);
    List<String> rest = Rows.read(journal.source(), Optional.of(place), 100, Duration.ZERO);

    assertThat(rest).isEqualTo(whole.subList(1, whole.size()));
  }

  @Test
  void lines_that_are_gone_are_counted_once_across_restarts() throws Exception {
    JournalLimits small = new JournalLimits(1, 0, 1 << 20, 1 << 20, 10);
    try (TestJournal other = new TestJournal(directory.resolve("small"), small)) {
      for (int i = 0; i < 5; i++) {
        other.append("", "{\"timestamp\":%d,\"value\":1}".formatted(i));
      }
      for (Segment segment : other.journal.segments().subList(0, 3)) {
        Files.delete(segment.path());
      }
    }
    try (TestJournal other = new TestJournal(directory.resolve("small"), small)) {
      Position place;
      try (Source.Reader reader =
          other.source().open(Optional.of(new Position("1")), Rows.table())) {
        assertThat(poll(reader, Duration.ZERO)).hasSize(2);
        assertThat(reader.gapRecords()).isEqualTo(2);
        place = reader.position();
      }
      try (Source.Reader reader = other.source().open(Optional.of(place), Rows.table())) {
        assertThat(poll(reader, Duration.ZERO)).isEmpty();
        assertThat(reader.gapRecords()).isEqualTo(2);
      }
    }
  }

  @Test
  void an_empty_journal_goes_on_behind_what_was_read() throws Exception {
    try (Source.Reader reader =
        journal.source().open(Optional.of(new Position("700")), Rows.table())) {
      journal.append("", "{\"timestamp\":1,\"value\":5}");

      assertThat(poll(reader, Duration.ZERO))
          .containsExactly("701 in 1970-01-01T00:00:01Z [5.0] NONE");
      assertThat(reader.gapRecords()).isZero();
    }
  }

  @Test
  void a_journal_that_ends_before_what_was_read_is_refused() {
    journal.append("", "{\"timestamp\":1,\"value\":5}");

    assertThatThrownBy(() -> journal.source().open(Optional.of(new Position("9")), Rows.table()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends at line 1, before line 9");
    assertThatThrownBy(
            () -> journal.source().open(Optional.of(new Position("m.csv~1:2")), Rows.table()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a place");
  }

  private static List<String> poll(Source.Reader reader, Duration patience) throws Exception {
    Batch batch = new Batch(10, 1);
    batch.clear(new Batch.Stream("in", 0, reader.positions()));
    reader.poll(batch, 10, patience);
    return Rows.of(batch);
  }
}
