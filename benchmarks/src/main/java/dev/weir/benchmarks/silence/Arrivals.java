package dev.weir.benchmarks.silence;

import java.util.Random;

/** How the records of a series come, in gaps of a minute on average; none of them stops. */
enum Arrivals {
  /** As a clock ticks. */
  REGULAR,
  /** Regular arrivals, up to a fifth of the interval sooner or later. */
  JITTERED,
  /** As a clock ticks, and every tenth record is lost. */
  LOSSY,
  /** At any moment with the same chance. */
  POISSON,
  /** Gaps whose logarithms are normal, of standard deviation 1. */
  LOGNORMAL,
  /** Ten records a second apart, then none for some ten minutes, at any moment. */
  BURSTS,
  /** As a clock ticks, and eight hours of each day not at all. */
  NIGHTLY,
  /** At any moment with the same chance, ten times as rarely from gap 10,000 on. */
  SLOWER;

  private static final double MINUTE = 60;
  private static final int DAY = 16 * 60;

  /** Seconds from record number {@code n} to the next. */
  double gap(int n, Random random) {
    return switch (this) {
      case REGULAR -> MINUTE;
      case JITTERED -> MINUTE * (0.8 + 0.4 * random.nextDouble());
      case LOSSY -> {
        double gap = MINUTE;
        while (random.nextInt(10) == 0) {
          gap += MINUTE;
        }
        yield gap;
      }
      case POISSON -> MINUTE * exponential(random);
      case LOGNORMAL -> MINUTE * Math.exp(random.nextGaussian() - 0.5);
      case BURSTS -> n % 10 == 0 ? 10 * MINUTE * exponential(random) : 1;
      case NIGHTLY -> n % DAY == DAY - 1 ? 8 * 60 * MINUTE : MINUTE;
      case SLOWER -> (n < 10_000 ? MINUTE : 10 * MINUTE) * exponential(random);
    };
  }

  private static double exponential(Random random) {
    return -Math.log(1 - random.nextDouble());
  }
}
