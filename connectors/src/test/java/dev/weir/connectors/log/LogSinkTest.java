package dev.weir.connectors.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.SinkContract;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.Sink;
import dev.weir.series.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogSinkTest extends SinkContract {

  private final CapturedLog log = new CapturedLog("weir");
  private final AtomicLong clock = new AtomicLong();

  @BeforeEach
  void capture() {
    log.start();
  }

  @AfterEach
  void release() {
    log.stop();
  }

  @Override
  protected Sink sink() {
    return new LogSink(1_000_000, clock::get);
  }

  @Override
  protected List<String> written() {
    return log.lines().stream().filter(line -> !line.startsWith("DRIFT")).toList();
  }

  @Override
  protected boolean speaksOf(String line, String position) {
    // Three series take turns, one record a second each.
    int number = Integer.parseInt(position);
    return line.contains("series=sim-" + number % 3 + " ")
        && line.contains("time=2026-01-01T00:%02d:%02dZ".formatted(number / 180, number / 3 % 60));
  }

  @Override
  protected List<String> expected() throws Exception {
    List<String> expected = new ArrayList<>();
    forEachBatch(
        100,
        batch -> {
          for (int row = 0; row < batch.size(); row++) {
            if (verdict(batch, row) != null) {
              expected.add(batch.position(row));
            }
          }
        });
    return expected;
  }

  @Test
  void says_what_the_label_makes_of_it() throws Exception {
    List<String> verdicts = new ArrayList<>();
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(
          100,
          batch -> {
            writer.write(batch);
            for (int row = 0; row < batch.size(); row++) {
              String verdict = verdict(batch, row);
              if (verdict != null) {
                verdicts.add(verdict);
              }
            }
          });
    }

    assertThat(verdicts).contains("CORRECTLY DETECTED", "FALSE POSITIVE", "MISSED");
    List<String> lines = written();
    for (int i = 0; i < verdicts.size(); i++) {
      assertThat(lines.get(i)).startsWith(verdicts.get(i) + " series=sim-");
    }
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("MISSED"))
        .allMatch(l -> l.contains("(expected "));
  }

  @Test
  void reports_drift_with_what_was_and_what_is() throws Exception {
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(100, writer::write);
    }

    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("DRIFT"))
        .isNotEmpty()
        .allMatch(line -> line.contains(" action=renew feature_"))
        .allMatch(line -> line.matches(".*:[a-z_]+ \\S+ to \\S+ \\(\\S+ above \\S+, p \\S+\\).*"))
        .allMatch(line ->
            line.matches(
                ".* was mean \\S+ deviation \\S+ quantiles \\S+ and is mean \\S+ deviation \\S+.*"));
  }

  @Test
  void no_more_than_so_many_lines_a_second_and_the_rest_is_counted() throws Exception {
    int all = expected().size();
    try (Sink.Writer writer = new LogSink(10, clock::get).open("test")) {
      forEachBatch(100, writer::write);
      assertThat(written()).hasSize(10);
      clock.addAndGet(1_000_000_000L);
      forEachBatch(
          1,
          batch -> {
            if (batch.position(0).equals("0")) {
              writer.write(batch);
            }
          });
    }

    assertThat(written()).hasSize(11);
    assertThat(written().getLast())
        .isEqualTo("... and %d more lines like these, held back".formatted(all - 10));
  }

  @Test
  void what_was_held_back_is_told_even_if_nothing_follows() throws Exception {
    int all = expected().size();
    try (Sink.Writer writer = new LogSink(10, clock::get).open("test")) {
      forEachBatch(100, writer::write);
      writer.flush();
      assertThat(written()).as("within the second").hasSize(10);
      clock.addAndGet(1_000_000_000L);
      writer.flush();

      assertThat(written().getLast())
          .isEqualTo("... and %d more lines like these, held back".formatted(all - 10));
    }
  }

  private static @org.jspecify.annotations.Nullable String verdict(Batch batch, int row) {
    boolean labelled = batch.label(row) == Label.ANOMALOUS;
    if (batch.status(row) != Status.SCORED) {
      return null;
    }
    if (batch.isAnomaly(row)) {
      return labelled ? "CORRECTLY DETECTED" : "FALSE POSITIVE";
    }
    return labelled ? "MISSED" : null;
  }
}
