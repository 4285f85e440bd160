package dev.weir.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.drift.Delays.Change;
import dev.weir.benchmarks.drift.Delays.Delay;
import dev.weir.benchmarks.drift.Delays.Trial;
import org.junit.jupiter.api.Test;

class DelaysTest {

  private static final Trial TRIAL = new Trial(1, 0, 5, 3_000);

  @Test
  void the_same_seeds_give_the_same_delay() throws Exception {
    Change change = new Change.Level(1, 1);

    assertThat(Delays.measure(change, TRIAL)).isEqualTo(Delays.measure(change, TRIAL));
  }

  @Test
  void a_jump_is_reported_with_the_window_it_falls_into_or_the_next() throws Exception {
    Delay delay = Delays.measure(new Change.Level(3, 1), TRIAL);

    assertThat(delay.missed()).isZero();
    assertThat(delay.early()).isZero();
    assertThat(delay.median()).isBetween(DriftRun.LAG + 1L, DriftRun.LAG + 1L * DriftRun.EVERY);
    assertThat(delay.ninth()).isBetween(delay.median(), DriftRun.LAG + 2L * DriftRun.EVERY);
  }

  @Test
  void a_slow_change_is_reported_later() throws Exception {
    Delay slow = Delays.measure(new Change.Level(3, 2000), TRIAL);

    assertThat(slow.median()).isGreaterThan(Delays.measure(new Change.Level(3, 1), TRIAL).median());
  }

  @Test
  void a_wider_spread_is_found() throws Exception {
    assertThat(Delays.measure(new Change.Variance(4), TRIAL).missed()).isZero();
  }

  @Test
  void what_does_not_change_is_missed() throws Exception {
    assertThat(Delays.measure(new Change.Level(0, 1), TRIAL)).isEqualTo(new Delay(0, 0, 5, 0));
    assertThat(Delays.measure(new Change.Variance(1), TRIAL)).isEqualTo(new Delay(0, 0, 5, 0));
  }
}
