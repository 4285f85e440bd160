package dev.weir.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.DeadLetter;
import dev.weir.series.DeadLetter.Reason;
import org.junit.jupiter.api.Test;

class UnreadRecordsTest {

  private final UnreadRecords unread = new UnreadRecords();

  @Test
  void the_reason_that_explains_most_is_given_with_an_example() throws Exception {
    Batch batch = new Batch(10, 1);
    batch.clear(new Batch.Stream("a.csv", 0, (_, low) -> "" + low));
    refuse(batch, Reason.RAGGED, "a.csv:2: it has 2 cells");
    refuse(batch, Reason.BAD_TIME, "a.csv:4: column 'at' holds 'x'");
    refuse(batch, Reason.BAD_TIME, "a.csv:3: column 'at' holds 'y'");
    try (Sink.Writer writer = unread.open("a.csv")) {
      writer.write(batch);
    }

    assertThat(unread.verdict(4, 3))
        .hasValue(
            "3 of 4 records could not be read; most of them like a.csv:3: column 'at' holds 'y'");
  }

  @Test
  void half_of_them_is_not_yet_a_failure() {
    assertThat(unread.verdict(4, 2)).isEmpty();
    assertThat(unread.verdict(0, 0)).isEmpty();
  }

  private static void refuse(Batch batch, Reason reason, String detail) {
    batch.reject(new DeadLetter(reason, detail, ""), 0, batch.size());
  }
}
