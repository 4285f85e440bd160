package dev.weir.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import org.junit.jupiter.api.Test;

class UnscoredGaugeTest {

  private final UnscoredGauge gauge = new UnscoredGauge(0.5);

  @Test
  void a_source_with_many_records_that_are_not_scored_is_degraded_and_the_reason_counts_them() {
    gauge.read(counts(1_000, 0, 0));

    assertThat(gauge.read(counts(1_600, 1_100, 100)))
        .isEqualTo(
            new Health.Degraded(
                "67 % of the records of the last minute are not scored, above 50 %: 1100"
                    + " unscorable, 100 rejected, 0 late, 0 duplicates; the log weir.records says"
                    + " why"));
  }

  @Test
  void a_share_up_to_the_limit_or_a_few_records_are_up() {
    gauge.read(counts(0, 0, 0));

    assertThat(gauge.read(counts(0, 99, 0))).isEqualTo(Health.up());
    assertThat(gauge.read(counts(200, 200, 0))).isEqualTo(Health.up());
    assertThat(gauge.read(counts(200, 201, 0)).state()).isEqualTo("degraded");
  }

  @Test
  void records_count_for_a_minute() {
    gauge.read(counts(0, 0, 0));
    gauge.read(counts(0, 500, 0));
    for (int second = 0; second < 58; second++) {
      gauge.read(counts(0, 500, 0));
    }
    assertThat(gauge.read(counts(0, 500, 0)).state()).isEqualTo("degraded");

    assertThat(gauge.read(counts(0, 500, 0))).isEqualTo(Health.up());
  }

  @Test
  void records_that_are_taken_back_begin_a_new_minute() {
    gauge.read(counts(0, 0, 0));
    gauge.read(counts(0, 500, 0));

    assertThat(gauge.read(counts(0, 200, 0))).isEqualTo(Health.up());
    assertThat(gauge.read(counts(0, 500, 0)).state()).isEqualTo("degraded");
  }

  private static RecordCounts counts(long scored, long unscorable, long rejected) {
    return RecordCounts.NONE
        .with(RecordCount.SCORED, scored)
        .with(RecordCount.UNSCORABLE, unscorable)
        .with(RecordCount.REJECTED, rejected);
  }
}
