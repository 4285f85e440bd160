package dev.weir.detectors;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Points of which it is known which are anomalous. */
record LabelledStream(List<double[]> rows, List<Boolean> labels) {

  double[][] points() {
    return rows.stream().map(double[]::clone).toArray(double[][]::new);
  }

  /** Standard normal in each feature. */
  static LabelledStream normal(int features, int size, long seed) {
    return generate(features, size, seed, 0);
  }

  /** Standard normal, 5 % of the points uniform in -10 to 10. */
  static LabelledStream withOutliers(int features, int size, long seed) {
    return generate(features, size, seed, 0.05);
  }

  /** One feature, 90 to 110; 5 % of the points 40 to 60 or 140 to 180. */
  static LabelledStream ranges(int size, long seed) {
    Random random = new Random(seed);
    double[][] points = new double[size][];
    Boolean[] labels = new Boolean[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextDouble() < 0.05;
      double place = random.nextDouble();
      double value = 90 + 20 * place;
      if (labels[i]) {
        value = random.nextBoolean() ? 40 + 20 * place : 140 + 40 * place;
      }
      points[i] = new double[] {value};
    }
    return new LabelledStream(List.of(points), List.of(labels));
  }

  private static LabelledStream generate(int features, int size, long seed, double rate) {
    Random random = new Random(seed);
    double[][] points = new double[size][features];
    Boolean[] labels = new Boolean[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextDouble() < rate;
      for (int feature = 0; feature < features; feature++) {
        points[i][feature] = labels[i] ? 20 * random.nextDouble() - 10 : random.nextGaussian();
      }
    }
    return new LabelledStream(List.of(points), List.of(labels));
  }

  /** How likely an anomaly ranks above a normal point; ties count half; warming counts as 0. */
  double areaUnderRoc(List<Score> scores) {
    double[] values =
        scores.stream().mapToDouble(s -> s instanceof Score.Ready r ? r.raw() : 0).toArray();
    double wins = 0;
    long pairs = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; labels.get(i) && j < values.length; j++) {
        if (!labels.get(j)) {
          pairs++;
          wins += values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
        }
      }
    }
    return wins / pairs;
  }

  static int[] ascending(int size) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    return order;
  }
}
