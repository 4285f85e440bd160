package dev.weir.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void reads_what_a_run_says_of_itself() throws Exception {
    Report report = Report.read(status(1000, 744, 256, 0), 1000);

    assertThat(report.throughput()).isEqualTo(123.5);
    assertThat(report.scored()).isEqualTo(744);
    assertThat(report.drifts()).isEqualTo(3);
    assertThat(report.stalls()).isEqualTo(4);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void a_record_that_is_not_accounted_for_is_a_problem() throws Exception {
    assertThat(Report.read(status(1000, 743, 256, 0), 1000).problems())
        .containsExactly("1,000 records were read, 999 accounted for");
  }

  @Test
  void a_record_that_was_not_read_is_a_problem() throws Exception {
    assertThat(Report.read(status(999, 743, 256, 0), 1000).problems())
        .containsExactly("999 records were read, not 1,000");
  }

  @Test
  void a_dead_letter_is_a_problem() throws Exception {
    assertThat(Report.read(status(1000, 743, 256, 1), 1000).problems())
        .containsExactly("1 records are dead_lettered");
  }

  @Test
  void a_report_without_a_number_is_refused() {
    assertThatThrownBy(() -> Report.read("{\"records\": {\"read\": 1}}", 1))
        .hasMessageContaining("'scored'");
  }

  @Test
  void the_median_is_the_middle() {
    assertThat(Throughput.median(List.of(5.0, 1.0, 3.0))).isEqualTo(3);
    assertThat(Throughput.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
  }

  private static String status(long read, long scored, long warming, long dead) {
    return """
    {"records": {"read": %d, "scored": %d, "warming": %d, "unscorable": 0, "dead_lettered": %d,
      "rejected": 0, "late_dropped": 0, "duplicates": 0},
     "throughput_per_second": 123.5, "models": {"stalls": 4}, "drift_events": 3}
    """
        .formatted(read, scored, warming, dead);
  }
}
