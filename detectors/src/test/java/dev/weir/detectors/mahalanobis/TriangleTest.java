package dev.weir.detectors.mahalanobis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TriangleTest {

  @Test
  void the_inverse_factor_turns_the_matrix_into_none() {
    int rows = 7;
    double[][] full = new double[rows][rows];
    double[] matrix = new double[Triangle.size(rows)];
    Random random = new Random(1);
    for (int record = 0; record < 20; record++) {
      double[] x = random.doubles(rows, -1, 1).toArray();
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < rows; j++) {
          full[i][j] += x[i] * x[j];
        }
      }
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(full[i], 0, matrix, Triangle.size(i), i + 1);
    }

    Triangle.invertFactor(matrix, rows);

    // W^T W is the inverse: times the matrix, it gives each unit vector back.
    for (int i = 0; i < rows; i++) {
      double[] rotated = new double[rows];
      double[] back = new double[rows];
      Triangle.times(matrix, full[i], rotated);
      Triangle.transposedTimes(matrix, rotated, back);
      double[] unit = new double[rows];
      unit[i] = 1;
      assertThat(back).containsExactly(unit, within(1e-9));
    }
  }

  @Test
  void a_matrix_without_an_inverse_gives_finite_numbers() {
    double[] matrix = {1, 1, 1};

    Triangle.invertFactor(matrix, 2);

    assertThat(Arrays.stream(matrix)).allMatch(Double::isFinite);
  }
}
