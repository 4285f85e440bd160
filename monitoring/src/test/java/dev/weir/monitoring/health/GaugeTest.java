package dev.weir.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import org.junit.jupiter.api.Test;

class GaugeTest {

  private static final long SECOND = 1_000_000_000L;

  private final Monitor monitor = new Monitor();
  private final Gauge gauge = new Gauge(monitor, 10, 10, () -> 0);
  private final PipelineMonitor pipeline = monitor.pipeline("p");

  @Test
  void does_not_count_records_from_before_a_restart_as_throughput() {
    gauge.read(0);

    pipeline.started(scored(1_000_000), 1);
    counted(1_000_050);

    assertThat(gauge.read(SECOND).flow().throughput()).isEqualTo(50);
    Gauge.Summary summary = gauge.summary(SECOND);
    assertThat(summary.throughput()).isEqualTo(50);
    assertThat(summary.processed()).isEqualTo(1_000_050);
  }

  @Test
  void what_is_taken_back_after_a_fault_is_not_less_than_nothing() {
    gauge.read(0);
    pipeline.started(scored(0), 1);
    counted(500);
    gauge.read(SECOND);
    gauge.summary(SECOND);

    counted(300);

    assertThat(gauge.read(2 * SECOND).flow().throughput()).isZero();
    assertThat(gauge.summary(2 * SECOND).throughput()).isZero();
  }

  private void counted(long records) {
    pipeline.written(scored(records), Evaluation.Report.NONE);
  }

  private static RecordCounts scored(long records) {
    return RecordCounts.NONE.with(RecordCount.SCORED, records);
  }
}
