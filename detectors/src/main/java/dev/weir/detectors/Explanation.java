package dev.weir.detectors;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a point scores as it does. Per feature: what was expected, the band it might have moved in
 * without an alert, and how much of the score is this feature's doing. And how rare the point is in
 * which view, where its detector knows that.
 */
public final class Explanation {

  private final double[] expected;
  private final double[] low;
  private final double[] high;
  private final double[] attribution;
  private final Map<View, Double> tails;
  private final long standsSince;

  /** Of a detector that does not know how rare the point is. */
  public Explanation(double[] expected, double[] low, double[] high, double[] attribution) {
    this(expected, low, high, attribution, Map.of(), Rows.NO_TIME);
  }

  /**
   * Copies the arrays, all as long as the point has features.
   *
   * @param tails share of the records that are at least so strange, of the views that find the
   *     point rare
   * @param standsSince since when the value has not moved, where {@link View#STANDSTILL} finds that
   *     rare; else {@link Rows#NO_TIME}
   */
  public Explanation(
      double[] expected,
      double[] low,
      double[] high,
      double[] attribution,
      Map<View, Double> tails,
      long standsSince) {
    this.standsSince = standsSince;
    this.tails = Collections.unmodifiableMap(new TreeMap<>(tails));
    this.expected = expected.clone();
    this.low = low.clone();
    this.high = high.clone();
    this.attribution = attribution.clone();
  }

  public int features() {
    return expected.length;
  }

  /** The value that the model expected. */
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

  /**
   * The views that find the point rare, in their own order, each with the share of the records that
   * are at least so strange in it; none if its detector does not know that.
   */
  public Map<View, Double> tails() {
    return tails;
  }

  /**
   * Time since which the value has not moved, in milliseconds since 1970 as the detector sees it;
   * {@link Rows#NO_TIME} if it is not known or not rare.
   */
  public long standsSince() {
    return standsSince;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Explanation that
        && Arrays.equals(expected, that.expected)
        && Arrays.equals(low, that.low)
        && Arrays.equals(high, that.high)
        && Arrays.equals(attribution, that.attribution)
        && tails.equals(that.tails)
        && standsSince == that.standsSince;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(expected) * 31 + Arrays.hashCode(attribution);
  }

  @Override
  public String toString() {
    return "Explanation[expected=%s, low=%s, high=%s, attribution=%s, tails=%s]"
        .formatted(
            Arrays.toString(expected),
            Arrays.toString(low),
            Arrays.toString(high),
            Arrays.toString(attribution),
            tails);
  }
}
