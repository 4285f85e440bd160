package dev.weir.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Sink;
import dev.weir.series.DeadLetter;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadRecordsTest {

  private final UnreadRecords unread = new UnreadRecords(0.5);

  @Test
  void the_reason_that_explains_most_is_given_with_an_example_and_the_settings() throws Exception {
    Batch batch = batch();
    good(batch, 1);
    refuse(batch, Reason.RAGGED, "a.csv:2: it has 2 cells");
    refuse(batch, Reason.BAD_TIME, "a.csv:4: column 'at' holds 'x'");
    refuse(batch, Reason.BAD_TIME, "a.csv:3: column 'at' holds 'y'");
    write("a.csv", batch);

    assertThat(unread.verdict())
        .hasValue(
            "3 of 4 records could not be read; 2 of them like a.csv:3: column 'at' holds 'y' (see"
                + " record.time, record.time-format and record.time-zone)");
  }

  @Test
  void half_of_them_is_not_yet_a_failure() throws Exception {
    assertThat(unread.verdict()).isEmpty();
    Batch batch = batch();
    good(batch, 2);
    refuse(batch, Reason.RAGGED, "x");
    refuse(batch, Reason.RAGGED, "x");
    write("a.csv", batch);
    assertThat(unread.verdict()).isEmpty();
  }

  @Test
  void each_pipeline_can_be_judged_by_itself() throws Exception {
    Batch batch = batch();
    good(batch, 9);
    write("good", batch);
    Batch bad = batch();
    refuse(bad, Reason.NOT_A_NUMBER, "x");
    write("bad", bad);

    assertThat(unread.verdict()).isEmpty();
    assertThat(unread.verdict(List.of("good"))).isEmpty();
    assertThat(unread.verdict(List.of("bad")))
        .hasValueSatisfying(why -> assertThat(why).startsWith("1 of 1 records"));
    assertThat(unread.verdict(List.of("never opened"))).isEmpty();
  }

  @Test
  void none_read_is_a_failure_however_many_may_be_refused() throws Exception {
    UnreadRecords lenient = new UnreadRecords(1);
    Batch batch = batch();
    refuse(batch, Reason.MALFORMED, "x");
    try (Sink.Writer writer = lenient.open("a.csv")) {
      writer.write(batch);
    }
    assertThat(lenient.verdict()).isPresent();
  }

  private static Batch batch() {
    Batch batch = new Batch(10, 1);
    batch.clear(new Batch.Stream("a.csv", 0, (_, low) -> "" + low));
    return batch;
  }

  private void write(String pipeline, Batch batch) throws Exception {
    try (Sink.Writer writer = unread.open(pipeline)) {
      writer.write(batch);
    }
  }

  private static void good(Batch batch, int records) {
    SeriesTable table =
        new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL);
    for (int i = 0; i < records; i++) {
      batch.value(i);
      batch.put(table.intern("s", List.of("v")), i, Label.NORMAL, 0, batch.size());
      batch.settle(batch.size() - 1, Status.WARMING);
    }
  }

  private static void refuse(Batch batch, Reason reason, String detail) {
    batch.reject(new DeadLetter(reason, detail, ""), 0, batch.size());
  }
}
