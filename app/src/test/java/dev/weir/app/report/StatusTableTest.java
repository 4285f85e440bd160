package dev.weir.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTableTest {

  @Test
  void says_everything_a_person_wants_to_know() {
    assertThat(StatusTable.of(Reports.full()).lines())
        .contains(
            "Status           running",
            "Health           down: no \"memory\"",
            "Up for           1.5 s",
            "Records read     1,234",
            "  scored         1,000",
            "  in flight      30",
            "  of the history 25",
            "Alerts           6 opened, 5 resolved, 1 open",
            "  by budget      4 opened in this run, 5.3 allowed",
            "Throughput       2,500 records/s",
            "Models           13 series, 14 fits, 15 stalls",
            "  warming        23 series, and 24 records for the one that needs most",
            "Checkpoints      16 saved, 17 failed",
            "Memory           8 MiB",
            "Labels           1 correctly detected, 0 false positives, 1 missed, of 4",
            "  all            precision 1.000, recall 0.500, F1 0.667, accuracy 0.750",
            "  last 4         precision 1.000, recall 0.500, F1 0.667, accuracy 0.750, stable");
  }

  @Test
  void says_nothing_of_labels_and_health_there_are_not() {
    assertThat(StatusTable.of(Reports.empty()))
        .contains("Status           stopped")
        .doesNotContain("Labels", "Health");
  }
}
