package dev.weir.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MonitorTest {

  private static final long SECOND = 1_000_000_000L;

  private final Monitor monitor = new Monitor();

  @Test
  void throughput_is_this_runs_from_the_first_record_read_to_the_last_written() {
    PipelineMonitor pipeline = monitor.pipeline("p");
    pipeline.started(scored(1_000), 3);
    monitor.readAt(10 * SECOND);
    pipeline.written(scored(1_500), Evaluation.Report.NONE);
    monitor.writtenAt(12 * SECOND, 11 * SECOND, 500);

    assertThat(monitor.throughput()).isCloseTo(250, within(1e-9));
    assertThat(monitor.latency().total().max()).isCloseTo(1e9, within(1e7));
  }

  @Test
  void records_that_are_replayed_after_a_rewind_are_not_counted_twice() {
    PipelineMonitor pipeline = monitor.pipeline("p");
    pipeline.started(RecordCounts.NONE, 0);
    monitor.readAt(0);
    pipeline.written(scored(800), Evaluation.Report.NONE);
    pipeline.rewound();
    pipeline.started(scored(500), 1);
    pipeline.written(scored(1_000), Evaluation.Report.NONE);
    monitor.writtenAt(SECOND, 0, 1_000);

    assertThat(monitor.counts().settled()).isEqualTo(1_000);
    assertThat(monitor.throughput()).isCloseTo(1_000, within(1e-9));
  }

  @Test
  void what_was_read_is_in_one_of_two_queues_or_written() {
    PipelineMonitor pipeline = monitor.pipeline("p");
    pipeline.started(RecordCounts.NONE, 0);
    pipeline.read(1_000, 2);
    pipeline.dispatched(700);
    pipeline.written(scored(300), Evaluation.Report.NONE);

    assertThat(pipeline.inputQueue()).isEqualTo(300);
    assertThat(pipeline.outputQueue()).isEqualTo(400);
    assertThat(pipeline.quiet()).isFalse();
    pipeline.dispatched(1_000);
    pipeline.written(scored(1_000), Evaluation.Report.NONE);
    assertThat(pipeline.quiet()).isFalse();
    pipeline.idle(5, true);
    assertThat(pipeline.quiet()).isTrue();
    assertThat(pipeline.ended()).isTrue();
    pipeline.idle(9, true);
    assertThat(pipeline.idleSince()).isEqualTo(5);
  }

  @Test
  void a_source_that_is_away_is_not_quiet() {
    PipelineMonitor pipeline = monitor.pipeline("p");
    pipeline.started(RecordCounts.NONE, 0);
    pipeline.idle(1, false);
    assertThat(pipeline.quiet()).isTrue();

    pipeline.source(3, 2, Optional.of("nobody answers"));

    assertThat(pipeline.quiet()).isFalse();
    assertThat(pipeline.trouble()).contains("nobody answers");
    assertThat(monitor.gapRecords()).isEqualTo(3);
    assertThat(monitor.gaps()).isEqualTo(2);
    pipeline.source(3, 2, Optional.empty());
    pipeline.idle(2, false);
    assertThat(pipeline.quiet()).isTrue();
  }

  @Test
  void pipelines_add_up() {
    monitor.pipeline("a").written(scored(3), Evaluation.Report.NONE);
    monitor.pipeline("b").written(scored(4), Evaluation.Report.NONE);

    assertThat(monitor.counts().settled()).isEqualTo(7);
    assertThat(monitor.pipelines()).hasSize(2);
  }

  private static RecordCounts scored(long records) {
    return RecordCounts.NONE.with(RecordCount.SCORED, records);
  }
}
