package dev.weir.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyIntervalTest {

  @Test
  void each_interval_gives_what_came_since_its_last_call() {
    Latency latency = new Latency();
    latency.record(5_000_000, 3);
    Latency.Interval one = latency.interval();
    latency.record(1_000_000, 7);
    Latency.Interval other = latency.interval();

    assertThat(one.take().records()).isEqualTo(7);
    assertThat(one.take().records()).isZero();
    latency.record(90_000_000, 1);
    Latency.Summary last = one.take();
    assertThat(last.records()).isEqualTo(1);
    assertThat(last.mean()).isBetween(89e6, 91e6);
    assertThat(last.max()).isBetween(89e6, 91e6);
    assertThat(other.take().records()).isEqualTo(1);
    assertThat(latency.takeRecent().records()).as("others lose nothing").isEqualTo(11);
  }
}
