package dev.weir.detectors.drift;

import smile.math.special.Erf;

/** Probabilities for people. */
final class Chance {

  private Chance() {}

  /** That a normal variable is at least so many standard deviations from its mean. */
  static double ofNormal(double deviations) {
    return Erf.erfc(Math.min(deviations, 1e3) / Math.sqrt(2));
  }
}
