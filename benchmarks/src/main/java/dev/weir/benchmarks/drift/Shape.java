package dev.weir.benchmarks.drift;

import java.util.SplittableRandom;

/** A distribution that never changes. */
enum Shape {
  UNIFORM("uniform"),
  EXPONENTIAL("skewed: exponential"),
  COUNTS("counts: Poisson, mean 2"),
  HEAVY("heavy tails: Student's t, 3 degrees"),
  HEAVIEST("heaviest tails: Cauchy"),
  CORRELATED("autocorrelated: AR(1), 0.5");

  private static final int DEGREES = 3;

  private final String description;

  Shape(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  /** The next value, given the one before. */
  double next(SplittableRandom random, double before) {
    return switch (this) {
      case UNIFORM -> random.nextDouble();
      case EXPONENTIAL -> random.nextExponential();
      case COUNTS -> poisson(random);
      case HEAVY -> student(random);
      case HEAVIEST -> Math.tan(Math.PI * random.nextDouble());
      case CORRELATED -> 0.5 * before + Math.sqrt(0.75) * random.nextGaussian();
    };
  }

  private static double poisson(SplittableRandom random) {
    int count = 0;
    for (double p = random.nextDouble(); p > Math.exp(-2); p *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  private static double student(SplittableRandom random) {
    double squares = 0;
    for (int i = 0; i < DEGREES; i++) {
      double normal = random.nextGaussian();
      squares += normal * normal;
    }
    return random.nextGaussian() / Math.sqrt(squares / DEGREES);
  }
}
