package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import dev.weir.series.Status;
import dev.weir.series.WarmUp;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long NOON = 1_700_000_000L * SECOND;

  private final Batch batch = new Batch(100, 1);
  private final Series series =
      new SeriesTable(DetectorPlan.all(new ZScore(20, 3)), SeriesTable.Admission.ALL)
          .intern("boiler", List.of("value"));
  private WarmUp warmUp = new WarmUp();

  @Test
  void ready_as_many_gaps_later_as_records_are_needed() {
    assertThat(observe(NOON, 20)).isEmpty();
    assertThat(observe(NOON + 10 * SECOND, 19)).hasValue(NOON + 200 * SECOND);
    assertThat(observe(NOON + 20 * SECOND, 18)).hasValue(NOON + 200 * SECOND);
  }

  @Test
  void goes_by_the_mean_gap_so_far() {
    observe(NOON, 20);
    observe(NOON + 2 * SECOND, 19);

    // Two gaps, of 2 and 8 seconds.
    assertThat(observe(NOON + 10 * SECOND, 18)).hasValue(NOON + 100 * SECOND);
  }

  @Test
  void does_not_take_a_record_number_for_a_time() {
    batch.timeKind(EventTime.NUMBER);
    observe(1, 20);

    assertThat(observe(2, 19)).isEmpty();
    assertThat(warmUp.needed()).isEqualTo(19);
  }

  @Test
  void time_that_does_not_go_on_says_nothing() {
    observe(NOON, 20);

    assertThat(observe(NOON, 19)).isEmpty();
    assertThat(observe(NOON - SECOND, 18)).isEmpty();
    assertThat(observe(NOON + 3 * SECOND, 17)).hasValue(NOON + 20 * SECOND);
  }

  @Test
  void what_lies_beyond_all_time_is_not_said() {
    observe(Long.MAX_VALUE - 20, 256);

    assertThat(observe(Long.MAX_VALUE - 10, 255)).isEmpty();
    observe(Long.MIN_VALUE + 1, 254);
    assertThat(observe(Long.MAX_VALUE - 5, 253)).isEmpty();
  }

  @Test
  void goes_on_after_a_restart_as_if_nothing_had_happened() {
    observe(NOON, 20);
    observe(NOON + 2 * SECOND, 19);
    StateWriter out = new StateWriter(64);
    warmUp.write(out);

    warmUp = WarmUp.read(new StateReader(out.written()));

    assertThat(warmUp.needed()).isEqualTo(19);
    assertThat(observe(NOON + 10 * SECOND, 18)).hasValue(NOON + 100 * SECOND);
  }

  private OptionalLong observe(long time, long needed) {
    int row = batch.size();
    batch.value(1);
    batch.put(series, time, Label.NONE, 0, row);
    batch.prepare();
    batch.scores().warming(row, needed);
    batch.settle(row, Status.WARMING);
    warmUp.observe(batch, row);
    return batch.readyAt(row);
  }
}
