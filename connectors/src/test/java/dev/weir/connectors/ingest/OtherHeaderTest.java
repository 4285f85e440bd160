package dev.weir.connectors.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row of a batch below a header with other columns is counted, and is a dead letter. */
class OtherHeaderTest {

  private static final String[] BATCH = {
    "timestamp,a,b",
    "1,1,10",
    "2,2,20",
    "3,3,30",
    "timestamp,b,a",
    "4,40,4",
    "",
    "5,50,5",
    ",,",
    "6,x",
    "timestamp,a,b",
    "7,7,70"
  };

  @TempDir Path directory;

  @Test
  void the_verdict_counts_every_row_below_it_as_rejected() {
    byte[] body = String.join("\n", BATCH).getBytes(StandardCharsets.UTF_8);

    Verdict verdict = new Intake(TestJournal.SETTINGS).check(BatchFormat.CSV, body);

    assertThat(verdict.accepted()).isEqualTo(3);
    assertThat(verdict.rejected()).isEqualTo(6);
    assertThat(verdict.errors())
        .extracting(Verdict.BadRecord::line)
        .containsExactly(5L, 6L, 8L, 10L, 11L, 12L);
    assertThat(verdict.errors()).allSatisfy(error -> assertThat(error.detail()).contains("header"));
  }

  @Test
  void rows_below_it_are_dead_letters_wherever_a_restart_falls() throws Exception {
    try (TestJournal journal = new TestJournal(directory.resolve("in"))) {
      journal.append(BatchFormat.CSV, "", BATCH);
      journal.append(BatchFormat.CSV, "", "timestamp,a,b", "8,8,80");

      List<String> rows = oneByOne(journal.source());

      assertThat(rows.stream().map(row -> row.split(" ", 3)).map(it -> it[0] + " " + it[1]))
          .containsExactly(
              "2 in",
              "3 in",
              "4 in",
              "5 MALFORMED",
              "6 MALFORMED",
              "8 MALFORMED",
              "10 MALFORMED",
              "11 MALFORMED",
              "12 MALFORMED",
              "14 in");
      assertThat(rows.getLast()).contains("[8.0, 80.0]");
      assertThat(Rows.read(journal.source(), Optional.empty(), 100, Duration.ZERO)).isEqualTo(rows);
    }
  }

  /** Reads a source to its end, with a restart behind every record. */
  private static List<String> oneByOne(Source source) throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>();
    Optional<Position> from = Optional.empty();
    Batch batch = new Batch(1, 1);
    do {
      try (Source.Reader reader = source.open(from, Rows.table())) {
        batch.clear(new Batch.Stream("in", 0, reader.positions()));
        reader.poll(batch, 1, Duration.ZERO);
        rows.addAll(Rows.of(batch));
        from = Optional.of(new Position(reader.position().value()));
      }
    } while (batch.size() > 0);
    return rows;
  }
}
