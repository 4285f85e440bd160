package dev.weir.detectors;

import java.util.Arrays;

/**
 * Why a point scores as it does, per feature: what was expected, the band it might have moved in
 * without an alert, and how much of the score is this feature's doing.
 */
public final class Explanation {

  private final double[] expected;
  private final double[] low;
  private final double[] high;
  private final double[] attribution;

  /** Copies the arrays, all as long as the point has features. */
  public Explanation(double[] expected, double[] low, double[] high, double[] attribution) {
    this.expected = expected.clone();
    this.low = low.clone();
    this.high = high.clone();
    this.attribution = attribution.clone();
  }

  public int features() {
    return expected.length;
  }

  /** What the model would have expected. */
  public double expected(int feature) {
    return expected[feature];
  }

  /** Lower end of the band. */
  public double low(int feature) {
    return low[feature];
  }

  /** Upper end of the band. */
  public double high(int feature) {
    return high[feature];
  }

  /** This feature's share of the score, in [0, 1]; the shares of a point sum to 1. */
  public double attribution(int feature) {
    return attribution[feature];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Explanation that
        && Arrays.equals(expected, that.expected)
        && Arrays.equals(low, that.low)
        && Arrays.equals(high, that.high)
        && Arrays.equals(attribution, that.attribution);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(expected) * 31 + Arrays.hashCode(attribution);
  }

  @Override
  public String toString() {
    return "Explanation[expected=%s, low=%s, high=%s, attribution=%s]"
        .formatted(
            Arrays.toString(expected),
            Arrays.toString(low),
            Arrays.toString(high),
            Arrays.toString(attribution));
  }
}
