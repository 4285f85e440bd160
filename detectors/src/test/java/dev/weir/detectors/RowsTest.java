package dev.weir.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsTest {

  @Test
  void each_row_keeps_its_values_and_its_time_however_many_there_are() {
    Rows rows = new Rows(0, 0);
    for (int round = 0; round < 2; round++) {
      rows.clear();
      for (int row = 0; row < 100; row++) {
        rows.add(row);
        rows.add(-row);
        rows.endRow(1_000L * row);
      }
    }

    assertThat(rows.size()).isEqualTo(100);
    for (int row = 0; row < 100; row++) {
      assertThat(rows.point(row)).containsExactly(row, -row);
      assertThat(rows.time(row)).isEqualTo(1_000L * row);
    }
  }

  @Test
  void points_alone_have_no_time() {
    assertThat(Rows.of(new double[] {1}).time(0)).isEqualTo(Rows.NO_TIME);
  }
}
