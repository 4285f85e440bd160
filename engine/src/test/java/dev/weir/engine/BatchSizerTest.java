package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizerTest {

  @Test
  void reads_as_many_as_configured_while_there_is_no_hurry() {
    BatchSizer pace = new BatchSizer(100, 10_000, 5_000, true);

    assertThat(pace.limit()).isEqualTo(100);
    pace.polled(40, Source.State.IDLE);
    assertThat(pace.limit()).isEqualTo(100);
  }

  @Test
  void reads_twice_as_many_each_time_it_is_behind_and_then_as_many_as_fit() {
    BatchSizer pace = new BatchSizer(100, 10_000, 5_000, true);
    int[] limits = new int[6];
    for (int i = 0; i < limits.length; i++) {
      limits[i] = pace.limit();
      pace.polled(pace.limit(), Source.State.READY);
    }

    assertThat(limits).containsExactly(100, 200, 400, 800, 1_600, 2_500);
    pace.polled(3, Source.State.IDLE);
    assertThat(pace.limit()).isEqualTo(100);
  }

  @Test
  void reads_no_more_than_configured_where_that_is_not_wanted() {
    BatchSizer pace = new BatchSizer(100, 10_000, 5_000, false);
    pace.polled(100, Source.State.READY);

    assertThat(pace.limit()).isEqualTo(100);
    assertThat(pace.capacity()).isEqualTo(100);
  }

  @Test
  void a_batch_as_large_as_a_queue_still_moves() {
    BatchSizer pace = new BatchSizer(500, 1_000, 500, true);

    assertThat(pace.capacity()).isEqualTo(500);
    assertThat(pace.slots()).isGreaterThanOrEqualTo(2);
  }
}
