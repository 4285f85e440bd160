package dev.weir.benchmarks.peers;

import java.util.SplittableRandom;

/** Points that drift a little around two centres, 2 % of them far off. */
final class Points {

  /** The points, and which of them are far off. */
  final double[][] rows;

  final boolean[] anomalous;

  private static final double RATE = 0.02;
  private static final double OUTERMOST = 8;

  private Points(double[][] rows, boolean[] anomalous) {
    this.rows = rows;
    this.anomalous = anomalous;
  }

  static Points make(int count, int features, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[count][features];
    boolean[] anomalous = new boolean[count];
    for (int i = 0; i < count; i++) {
      anomalous[i] = random.nextDouble() < RATE;
      double centre = random.nextBoolean() ? 1.5 : -1.5;
      double moved = Math.sin(i / 5_000.0);
      for (int j = 0; j < features; j++) {
        rows[i][j] =
            anomalous[i]
                ? random.nextDouble(-OUTERMOST, OUTERMOST)
                : centre + moved + random.nextGaussian();
      }
    }
    return new Points(rows, anomalous);
  }
}
