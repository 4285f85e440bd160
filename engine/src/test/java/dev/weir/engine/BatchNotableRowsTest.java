package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.zscore.ZScore;
import dev.weir.series.DeadLetter;
import dev.weir.series.Series;
import dev.weir.series.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchNotableRowsTest {

  private final SeriesTable table =
      new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL);
  private final Series series = table.intern("a", List.of("value"));
  private final Batch batch = new Batch(16, 1);

  @Test
  void normal_and_warming_rows_are_left_out() {
    put(Label.NONE);
    put(Label.NORMAL);
    put(Label.NORMAL);
    batch.prepare();
    score(0, 0.1);
    score(1, 0.99);
    batch.settle(2, Status.WARMING);

    assertThat(batch.notableRows()).isEmpty();
  }

  @Test
  void anomalies_and_rows_labelled_anomalous_are_listed_in_order() {
    put(Label.NONE);
    put(Label.ANOMALOUS);
    put(Label.NORMAL);
    put(Label.NORMAL);
    batch.prepare();
    score(0, 0.1);
    score(1, 0.1);
    score(2, 1);
    score(3, 0.4);

    assertThat(batch.notableRows()).containsExactly(1, 2);
  }

  @Test
  void a_row_that_only_its_alert_makes_an_anomaly_is_listed() {
    put(Label.NORMAL);
    batch.prepare();
    batch.scores().ready(0, 0.1, 1, 0.5);
    batch.settle(0, Status.SCORED);

    assertThat(batch.notableRows()).containsExactly(0);
  }

  @Test
  void rows_that_are_neither_scored_nor_warming_are_listed() {
    for (Status status : Status.values()) {
      put(Label.NORMAL);
    }
    batch.prepare();
    for (Status status : Status.values()) {
      if (status == Status.DEAD_LETTERED) {
        batch.settle(at(status), new DeadLetter(DeadLetter.Reason.MALFORMED, "not a number", "x"));
      } else if (status == Status.SCORED) {
        score(at(status), 0.2);
      } else {
        batch.settle(at(status), status);
      }
    }

    assertThat(batch.notableRows())
        .hasSize(Status.values().length - 2)
        .doesNotContain(at(Status.SCORED), at(Status.WARMING));
  }

  @Test
  void a_batch_that_is_used_again_lists_its_new_rows() {
    put(Label.ANOMALOUS);
    batch.prepare();
    score(0, 2);
    assertThat(batch.notableRows()).containsExactly(0);

    batch.clear(Batch.Stream.NONE);
    put(Label.NORMAL);
    put(Label.NORMAL);
    batch.prepare();
    score(0, 0.1);
    score(1, 2);

    assertThat(batch.notableRows()).containsExactly(1);
  }

  private static int at(Status status) {
    return List.of(Status.values()).indexOf(status);
  }

  private void put(Label label) {
    batch.value(1);
    batch.put(series, 0, label, 0, 0);
  }

  /** An anomaly from a raw score of 1 on. */
  private void score(int row, double raw) {
    batch.scores().ready(row, raw, 1, 0);
    batch.settle(row, Status.SCORED);
  }
}
