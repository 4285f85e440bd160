package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Rows;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.series.DeadLetter;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTimeTest {

  private final SeriesTable table =
      new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL);
  private final Series series = table.intern("a", List.of("value"));
  private final Batch batch = new Batch(4, 1);

  @Test
  void models_see_instants_in_milliseconds() {
    batch.timeKind(EventTime.INSTANT);
    put(EventTime.of(Instant.parse("2026-01-02T03:04:05.678901Z")));
    put(EventTime.of(Instant.parse("1969-12-31T23:59:59.9999Z")));

    assertThat(batch.rows().time(0))
        .isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli());
    assertThat(batch.rows().time(1)).isEqualTo(-1);
  }

  @Test
  void a_model_does_not_take_a_record_number_for_a_time() {
    batch.timeKind(EventTime.NUMBER);
    put(41);

    assertThat(batch.time(0)).isEqualTo(41);
    assertThat(batch.rows().time(0)).isEqualTo(Rows.NO_TIME);
  }

  @Test
  void dead_letters_have_none() {
    batch.reject(new DeadLetter(DeadLetter.Reason.MALFORMED, "bad", "x"), 0, 0);

    assertThat(batch.rows().time(0)).isEqualTo(Rows.NO_TIME);
  }

  private void put(long time) {
    batch.value(1);
    batch.put(series, time, Label.NONE, 0, 0);
  }
}
