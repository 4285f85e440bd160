package dev.weir.detectors.mahalanobis;

/** Lower triangular matrices, row by row in flat arrays: row i begins at i (i + 1) / 2. */
final class Triangle {

  /** Smallest pivot, in parts of the diagonal: below it is rounding. */
  private static final double SMALLEST_PIVOT = 1e-12;

  private Triangle() {}

  static int size(int rows) {
    return rows * (rows + 1) / 2;
  }

  /**
   * The inverse of the Cholesky factor of a symmetric matrix, of which only the lower triangle is
   * given; in its place. With it the Mahalanobis distance is the length of a product.
   */
  static void invertFactor(double[] matrix, int rows) {
    factor(matrix, rows);
    invert(matrix, rows);
  }

  private static void factor(double[] matrix, int rows) {
    for (int i = 0; i < rows; i++) {
      int row = size(i);
      for (int j = 0; j <= i; j++) {
        int other = size(j);
        double sum = matrix[row + j];
        double before = sum;
        for (int k = 0; k < j; k++) {
          sum -= matrix[row + k] * matrix[other + k];
        }
        matrix[row + j] =
            i == j ? Math.sqrt(Math.max(sum, SMALLEST_PIVOT * before)) : sum / matrix[other + j];
      }
    }
  }

  private static void invert(double[] factor, int rows) {
    for (int i = 0; i < rows; i++) {
      int row = size(i);
      double pivot = 1 / factor[row + i];
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum += factor[row + k] * factor[size(k) + j];
        }
        // Rows above are inverted already; places of this row left of j are not needed any more.
        factor[row + j] = -pivot * sum;
      }
      factor[row + i] = pivot;
    }
  }

  /** {@code product = matrix vector}. */
  static void times(double[] matrix, double[] vector, double[] product) {
    times(matrix, vector.length, vector, product);
  }

  /** {@code product = matrix vector}, of so many rows. */
  static void times(double[] matrix, int rows, double[] vector, double[] product) {
    int at = 0;
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum += matrix[at++] * vector[j];
      }
      product[i] = sum;
    }
  }

  /** {@code product = matrix^T vector}. */
  static void transposedTimes(double[] matrix, double[] vector, double[] product) {
    transposedTimes(matrix, vector.length, vector, product);
  }

  /** {@code product = matrix^T vector}, of so many rows. */
  static void transposedTimes(double[] matrix, int rows, double[] vector, double[] product) {
    for (int j = 0; j < rows; j++) {
      double sum = 0;
      for (int i = j; i < rows; i++) {
        sum += matrix[size(i) + j] * vector[i];
      }
      product[j] = sum;
    }
  }
}
