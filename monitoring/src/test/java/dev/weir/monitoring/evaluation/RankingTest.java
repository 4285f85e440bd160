package dev.weir.monitoring.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void the_area_is_the_share_of_pairs_in_the_right_order_ties_counting_half() {
    // Anomalous 0.9 and 0.4, normal 0.5, 0.4 and 0.1: 3 + 1.5 of 6 pairs.
    Ranking ranking = ranking("nanna", 0.5, 0.9, 0.1, 0.4, 0.4);

    assertThat(ranking.rocAuc()).isCloseTo((3 + 0.5 + 1) / 6, within(1e-12));
  }

  @Test
  void average_precision_takes_rows_of_one_score_together() {
    // At 0.9 one of one; at 0.4, behind 0.5, two of four.
    Ranking ranking = ranking("nanna", 0.5, 0.9, 0.1, 0.4, 0.4);

    assertThat(ranking.averagePrecision()).isCloseTo((1 + 2 / 4.0) / 2, within(1e-12));
  }

  @Test
  void one_score_for_all_is_chance() {
    Ranking ranking = ranking("nnna", 0.3, 0.3, 0.3, 0.3);

    assertThat(ranking.rocAuc()).isEqualTo(0.5);
    assertThat(ranking.averagePrecision()).isEqualTo(0.25);
  }

  @Test
  void rows_of_one_label_are_not_mixed() {
    assertThat(ranking("nn", 0.1, 0.2).isMixed()).isFalse();
    assertThat(ranking("aa", 0.1, 0.2).isMixed()).isFalse();
    assertThat(ranking("", new double[0]).isMixed()).isFalse();
    assertThat(ranking("na", 0.1, 0.2).isMixed()).isTrue();
  }

  @Test
  void agrees_with_looking_at_every_pair() {
    Random random = new Random(7);
    double[] scores = random.doubles(500).map(score -> Math.round(score * 100) / 100.0).toArray();
    boolean[] labels = new boolean[scores.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextDouble() < scores[i] / 2;
    }
    double right = 0;
    long pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] && !labels[j]) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }

    Ranking ranking = new Ranking(new LabelledScores(scores, labels, new int[] {scores.length}));

    assertThat(ranking.rocAuc()).isCloseTo(right / pairs, within(1e-12));
  }

  private static Ranking ranking(String labels, double... scores) {
    return new Ranking(Labelled.series(labels, scores));
  }
}
