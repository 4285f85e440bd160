package dev.weir.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {

  private static final int WORKERS = 4;

  @Test
  void a_row_that_is_refused_was_seen_by_no_view_whatever_stood_there_before() {
    Rows rows = Rows.of(new double[] {7});
    Scores scores = new Scores();
    scores.fit(rows);
    scores.ready(0, 9, 1, 0.9);
    scores.saw(0, View.SPREAD, 0.01);

    scores.refused(0, 9, 1);

    assertThat(scores.explanation(rows, 0).tails()).isEmpty();
  }

  @Test
  void the_copy_of_a_row_says_the_same() {
    Rows rows = Rows.of(new double[] {1}, new double[] {7, 8});
    Scores scores = new Scores();
    scores.fit(rows);
    scores.aside(1, 9, 3);
    scores.budget(1, 0.25);
    scores.prepared(1, rows.start(1), new double[] {70, 80});
    scores.explain(rows.start(1), 2, 1, 3, 0.4);
    scores.explain(rows.start(1) + 1, 5, 4, 6, 0.6);
    scores.saw(1, View.LEVEL, 0.01);
    Rows others = Rows.of(new double[] {7, 8}, new double[] {0});
    Scores copy = new Scores();
    copy.fit(others);

    copy.copyRow(others, 0, scores, rows, 1);

    assertThat(copy.score(0)).isEqualTo(new Score.ScoredOnly(9, 3));
    assertThat(copy.explanation(others, 0))
        .usingRecursiveComparison()
        .isEqualTo(scores.explanation(rows, 1));
    assertThat(copy.isPrepared(0)).isTrue();
    assertThat(copy.isLearnt(0)).isFalse();
    assertThat(copy.judged()).startsWith(70, 80);
    assertThat(copy.budget(0)).isEqualTo(0.25);
  }

  /** Workers share a batch, each its own rows. */
  @Test
  void what_one_worker_sees_in_its_row_is_not_lost_to_what_another_sees() throws Exception {
    Rows rows = Rows.of(new double[20_000][1]);
    CyclicBarrier together = new CyclicBarrier(WORKERS);
    for (int round = 0; round < 100; round++) {
      Scores scores = new Scores();
      scores.fit(rows);
      Thread[] workers =
          IntStream.range(0, WORKERS)
              .mapToObj(row -> Thread.startVirtualThread(() -> seeTogether(together, scores, row)))
              .toArray(Thread[]::new);
      for (Thread worker : workers) {
        worker.join();
      }

      for (int row = 0; row < WORKERS; row++) {
        assertThat(scores.explanation(rows, row).tails()).isEqualTo(Map.of(View.LEVEL, 0.5));
      }
    }
  }

  private static void seeTogether(CyclicBarrier together, Scores scores, int row) {
    try {
      together.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    scores.saw(row, View.LEVEL, 0.5);
  }
}
