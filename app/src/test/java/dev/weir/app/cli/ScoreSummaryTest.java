package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import org.junit.jupiter.api.Test;

class ScoreSummaryTest {

  @Test
  void rows_without_a_score_are_counted_by_reason() {
    RecordCounts counts =
        RecordCounts.NONE
            .with(RecordCount.SCORED, 500)
            .with(RecordCount.WARMING, 20)
            .with(RecordCount.UNSCORABLE, 1_200)
            .with(RecordCount.DEAD_LETTERED, 7)
            .with(RecordCount.REJECTED, 3)
            .with(RecordCount.LATE_DROPPED, 2);

    assertThat(ScoreCommand.unscored(counts))
        .contains(
            "1,232 of 1,732 rows are not scored: 20 came before their model was ready, 1,200 lack a"
                + " value (missing-values says what stands in), or are of a quarantined series, 3 are of a series with no detector, or"
                + " beyond max-series, 7 could not be read, 2 came too late");
  }

  @Test
  void nothing_is_said_when_every_row_is_scored() {
    assertThat(ScoreCommand.unscored(RecordCounts.NONE.with(RecordCount.SCORED, 500))).isEmpty();
  }
}
