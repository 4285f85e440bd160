package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Rows;
import org.junit.jupiter.api.Test;

class CadenceTest {

  private static final long MINUTE = 60_000;

  private final Cadence cadence = new Cadence();

  @Test
  void missing_records_are_counted_once_steps_are_known_to_be_equal() {
    cadence.note(0);
    cadence.note(MINUTE);
    assertThat(cadence.missing(9 * MINUTE)).isZero();

    minutes(2, 100);
    assertThat(cadence.missing(100 * MINUTE)).isZero();
    assertThat(cadence.missing(100 * MINUTE + MINUTE / 3)).isZero();
    assertThat(cadence.missing(103 * MINUTE)).isEqualTo(3);
    assertThat(cadence.missing(100_000 * MINUTE)).isEqualTo(Recent.KEPT);
    assertThat(cadence.before(103 * MINUTE, 3)).isEqualTo(100 * MINUTE);
    assertThat(cadence.perMonth()).isEqualTo(43_200);
  }

  @Test
  void a_gap_and_times_that_go_back_leave_the_step_as_it_is() {
    minutes(0, 100);
    minutes(500, 520);
    cadence.note(400 * MINUTE);

    assertThat(cadence.missing(402 * MINUTE)).isEqualTo(1);
  }

  @Test
  void irregular_times_and_no_times_miss_nothing() {
    long time = 0;
    for (int i = 0; i < 100; i++) {
      time += (i % 2 == 0 ? 1 : 5) * MINUTE;
      cadence.note(time);
    }
    assertThat(cadence.missing(100_000 * MINUTE)).isZero();
    assertThat(cadence.perMonth()).isZero();
    assertThat(cadence.missing(Rows.NO_TIME)).isZero();
  }

  private void minutes(int from, int to) {
    for (int i = from; i < to; i++) {
      cadence.note(i * MINUTE);
    }
  }
}
