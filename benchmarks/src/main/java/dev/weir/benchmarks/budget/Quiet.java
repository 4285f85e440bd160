package dev.weir.benchmarks.budget;

import dev.weir.detectors.Rows;
import dev.weir.detectors.SplitMix64;

/** Series in which nothing happens, of unlike kinds, a record a minute. */
enum Quiet {
  NORMAL,
  /** The exponential of normal ones. */
  SKEWED,
  /** Each is 0.9 times the one before and something new. */
  AUTOCORRELATED,
  /** How often something happens that happens 3 times on average. */
  COUNTS,
  /** A day's swing of 5 standard deviations. */
  DAILY;

  private static final long MINUTE = 60_000;
  private static final int DAY = 1440;

  /**
   * A series of one feature.
   *
   * @param moves record from which on all lies 3 standard deviations higher; not below 0 for never
   */
  Rows rows(long seed, int records, int moves) {
    SplitMix64 random = new SplitMix64(seed);
    Rows rows = new Rows(records, 1);
    double before = 0;
    for (int i = 0; i < records; i++) {
      double noise = gaussian(random);
      double value =
          switch (this) {
            case NORMAL -> noise;
            case SKEWED -> StrictMath.exp(noise);
            case AUTOCORRELATED -> 0.9 * before + noise;
            case COUNTS -> count(random);
            case DAILY -> noise + 5 * StrictMath.sin(2 * Math.PI * i / DAY);
          };
      before = value;
      rows.add(moves >= 0 && i >= moves ? value + 3 * deviation() : value);
      rows.endRow(i * MINUTE);
    }
    return rows;
  }

  private double deviation() {
    return switch (this) {
      case NORMAL, DAILY -> 1;
      case SKEWED -> 2.16;
      case AUTOCORRELATED -> 2.29;
      case COUNTS -> 1.73;
    };
  }

  private static double gaussian(SplitMix64 random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  private static double count(SplitMix64 random) {
    double product = 1;
    int count = -1;
    while (product > StrictMath.exp(-3)) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
