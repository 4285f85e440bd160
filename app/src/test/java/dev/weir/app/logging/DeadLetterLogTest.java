package dev.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.service.Detections;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.DeadLetter;
import dev.weir.series.SeriesEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterLogTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong();
  private final CapturedLog log = new CapturedLog("weir.dead-letters");
  private final Detections pump = new Detections();
  private final Sink.Writer sink = new DeadLetterLog(clock::get).open("pumps");

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void ignores_scored_records() throws Exception {
    sink.write(pump.quiet(30));
    sink.write(pump.of(0, 99));
    sink.close();

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void a_dead_letter_is_a_line_with_its_reason_and_place() throws Exception {
    sink.write(deadLetters(1));

    assertThat(log.lines()).containsExactly("WARN ragged in.csv:1: 3 cells where 2 belong");
  }

  @Test
  void more_than_five_in_a_second_are_folded_into_one_line() throws Exception {
    sink.write(deadLetters(20));
    assertThat(log.lines()).hasSize(5);

    clock.addAndGet(SECOND);
    sink.write(deadLetters(1));

    assertThat(log.lines()).hasSize(7).contains("WARN ... and 15 more dead letters");
  }

  @Test
  void what_is_folded_is_said_at_the_end() throws Exception {
    sink.write(deadLetters(8));
    sink.close();

    assertThat(log.lines()).hasSize(6).last().isEqualTo("WARN ... and 3 more dead letters");
  }

  @Test
  void a_rejected_fit_a_rejected_check_and_a_quarantine_are_lines() throws Exception {
    Batch batch = pump.quiet(3);
    batch.addEvents(
        List.of(
            new SeriesEvent.FitRejected(0, 256, "all values are equal"),
            new SeriesEvent.Refitted(1, 1000),
            new SeriesEvent.CheckRejected(1, 500, "cannot compare"),
            new SeriesEvent.Quarantined(2)));

    sink.write(batch);

    assertThat(log.lines())
        .containsExactly(
            "WARN series 'pump-1' could not be fitted at record 256: all values are equal; its"
                + " model before goes on",
            "WARN series 'pump-1' could not be checked for drift at record 500: cannot compare;"
                + " what was known before stays",
            "ERROR series 'pump-1' is quarantined: its model broke on too many records; no more"
                + " of them are scored");
  }

  private Batch deadLetters(int count) {
    Batch batch = pump.empty(count);
    for (int i = 1; i <= count; i++) {
      batch.reject(
          new DeadLetter(
              DeadLetter.Reason.RAGGED, "in.csv:%d: 3 cells where 2 belong".formatted(i), ""),
          0,
          i);
    }
    return batch;
  }
}
