package dev.weir.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.drift.Delays.Delay;
import dev.weir.benchmarks.drift.Delays.Trial;
import dev.weir.detectors.drift.DriftTest.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DelaysTest {

  private static final Trial TRIAL = new Trial(1, 0, 5, 3_000);

  @Test
  void the_same_seeds_give_the_same_delay() throws Exception {
    Change change = new Change.Level(1, 1);

    assertThat(measured(change)).isEqualTo(measured(change));
  }

  @Test
  void a_jump_is_reported_with_the_window_it_falls_into_or_the_next() throws Exception {
    Delay delay = measured(new Change.Level(3, 1));

    assertThat(delay.missed()).isZero();
    assertThat(delay.early()).isZero();
    assertThat(delay.median()).isBetween(DriftRun.LAG + 1L, DriftRun.LAG + 1L * DriftRun.EVERY);
    assertThat(delay.ninth()).isBetween(delay.median(), DriftRun.LAG + 2L * DriftRun.EVERY);
  }

  @Test
  void a_slow_change_is_reported_later() throws Exception {
    Delay slow = measured(new Change.Level(3, 2000));

    assertThat(slow.median()).isGreaterThan(measured(new Change.Level(3, 1)).median());
  }

  @Test
  void a_wider_spread_is_found() throws Exception {
    assertThat(measured(new Change.Variance(4)).missed()).isZero();
  }

  @Test
  void what_does_not_change_is_missed() throws Exception {
    assertThat(measured(new Change.Level(0, 1))).isEqualTo(new Delay(0, 0, 5, 0));
    assertThat(measured(new Change.Variance(1))).isEqualTo(new Delay(0, 0, 5, 0));
  }

  @Test
  void features_that_no_longer_go_together_are_found_by_one_test_alone() throws Exception {
    Trial trial = new Trial(2, 0, 5, 3_000);

    for (Kind kind : Kind.values()) {
      assertThat(Delays.measure(new Change.Correlation(0.9), trial, kind).missed())
          .as(kind.name())
          .isEqualTo(kind == Kind.MULTIVARIATE ? 0 : 5);
    }
  }

  @Test
  void a_season_changes_nothing_but_what_it_says() throws Exception {
    assertThat(measured(new Change.Seasonal(1, 4)).missed()).isZero();
    assertThat(measured(new Change.Seasonal(0, 0))).isEqualTo(new Delay(0, 0, 5, 0));
  }

  private static Delay measured(Change change) throws IOException, InterruptedException {
    return Delays.measure(change, TRIAL, Kind.KS);
  }
}
