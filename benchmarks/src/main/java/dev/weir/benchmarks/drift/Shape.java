package dev.weir.benchmarks.drift;

import java.util.SplittableRandom;

/** A way of making values that never changes; the last two make values that depend on others. */
enum Shape {
  UNIFORM("uniform"),
  EXPONENTIAL("skewed: exponential"),
  COUNTS("counts: Poisson, mean 2"),
  HEAVY("heavy tails: Student's t, 3 degrees"),
  HEAVIEST("heaviest tails: Cauchy"),
  CORRELATED("each like the one before: AR(1), 0.5"),
  WANDERING("each very like the one before: AR(1), 0.9");

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
      case CORRELATED -> autoregressive(random, before, 0.5);
      case WANDERING -> autoregressive(random, before, 0.9);
    };
  }

  private static double autoregressive(SplittableRandom random, double before, double share) {
    return share * before + Math.sqrt(1 - share * share) * random.nextGaussian();
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
