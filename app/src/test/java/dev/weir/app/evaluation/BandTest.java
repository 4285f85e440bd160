package dev.weir.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BandTest {

  private final Band band = new Band(4);

  @Test
  void a_column_has_the_smallest_and_the_largest_of_what_fell_into_it() {
    band.add(1, 3);
    band.add(1, -7);
    band.add(1, 2);
    band.add(1, Double.NaN);

    assertThat(band.low(1)).isEqualTo(-7);
    assertThat(band.high(1)).isEqualTo(3);
    assertThat(band.isEmpty(0)).isTrue();
  }

  @Test
  void two_columns_become_one_and_no_extreme_is_lost() {
    band.add(0, 1);
    band.add(1, 9);
    band.add(3, -4);

    band.halve();

    assertThat(band.low(0)).isEqualTo(1);
    assertThat(band.high(0)).isEqualTo(9);
    assertThat(band.low(1)).isEqualTo(-4);
    assertThat(band.high(1)).isEqualTo(-4);
    assertThat(band.isEmpty(2)).isTrue();
    assertThat(band.isEmpty(3)).isTrue();
  }

  @Test
  void knows_its_extremes() {
    assertThat(band.lowest()).isNaN();
    assertThat(band.highest()).isNaN();

    band.add(0, 1);
    band.add(3, -4);

    assertThat(band.lowest()).isEqualTo(-4);
    assertThat(band.highest()).isEqualTo(1);
  }
}
