package dev.weir.detectors.isolationforest;

/** How long paths are on average in a binary search tree that was built at random. */
final class PathLength {

  private static final double[] EXPECTED = new double[Tree.HEAP + 1];

  static {
    double harmonic = 0;
    for (int points = 2; points < EXPECTED.length; points++) {
      harmonic += 1.0 / (points - 1);
      EXPECTED[points] = 2 * harmonic - 2.0 * (points - 1) / points;
    }
  }

  private PathLength() {}

  /** The average length of an unsuccessful search among so many points, 0 to 256: c(n). */
  static double expected(int points) {
    return EXPECTED[points];
  }
}
