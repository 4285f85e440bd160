package dev.weir.detectors;

/**
 * Properties of the series that a model will learn.
 *
 * @param features values per point, at least 1
 * @param seed the series' own seed: models of equal seed and equal input are equal to the last bit
 * @param fitAfter after how many points a model that is fitted gets its first fit, at least 1
 * @param refitLag how many points a fit may be behind; a fitted model keeps that many points more
 */
public record ModelSetup(int features, long seed, int fitAfter, int refitLag) {

  public ModelSetup {
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1, was " + features);
    }
    if (fitAfter < 1) {
      throw new IllegalArgumentException("fitAfter must be at least 1, was " + fitAfter);
    }
    if (refitLag < 0) {
      throw new IllegalArgumentException("refitLag must not be negative, was " + refitLag);
    }
  }
}
