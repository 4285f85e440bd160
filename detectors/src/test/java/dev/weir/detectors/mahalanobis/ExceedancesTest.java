package dev.weir.detectors.mahalanobis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ExceedancesTest {

  @Test
  void the_level_of_an_exponential_tail_is_where_theory_puts_it() {
    Exceedances tail = pointsLearned(0.001, 1, 20_000);

    // One in 1000 of mean 0.4 lies above 0.4 ln 1000.
    assertThat(tail.level()).isCloseTo(0.4 * Math.log(1_000), within(0.3));
  }

  @Test
  void what_comes_in_clusters_is_told_once_and_so_may_come_more_often() {
    assertThat(pointsLearned(0.001, 10, 20_000).level())
        .isLessThan(pointsLearned(0.001, 1, 20_000).level() - 0.3);
  }

  @Test
  void what_came_more_than_twice_as_often_as_asked_is_below_the_level() {
    Exceedances tail = new Exceedances(0.001, 0.5);
    for (int i = 0; i < 20_000; i++) {
      tail.learn(i % 200 == 0 ? 3 : 0.1 * (i % 7));
    }
    tail.update();

    assertThat(tail.level()).isGreaterThan(3);
  }

  /** Exponential of mean 0.4, each so many times in a row. */
  private static Exceedances pointsLearned(double rate, int times, int records) {
    Random random = new Random(1);
    Exceedances tail = new Exceedances(rate, 0.4 * Math.log(20));
    for (int i = 0; i < records; i++) {
      double rise = -0.4 * Math.log(1 - random.nextDouble());
      for (int j = 0; j < times; j++) {
        tail.learn(rise);
      }
      if (i % 20 == 0) {
        tail.update();
      }
    }
    tail.update();
    return tail;
  }
}
