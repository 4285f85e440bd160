package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.Scores;
import java.util.Arrays;

/** Works out what each feature has to do with the score of a record. Scratch space, no state. */
final class Contributions {

  private final int features;
  private final LeftOut leftOut;
  private final double[] apart;
  private final double[] back;
  private final double[] gain;

  /** {@code leftOut} are features that had nothing to do with it. */
  Contributions(int features, LeftOut leftOut) {
    this.features = features;
    this.leftOut = leftOut;
    this.apart = new double[features];
    this.back = new double[features];
    this.gain = new double[features];
  }

  /**
   * Writes the explanation of a record.
   *
   * @param likeness weight of the smoothed copy
   * @param u the standardised record in both copies
   * @param y the rotated record in both copies
   * @param shift is added to what is expected, per feature
   * @param at index of the first value of the record
   */
  void explain(
      Geometry[] copies,
      double likeness,
      Regime regime,
      double[][] u,
      double[][] y,
      double[] shift,
      int at,
      Scores out) {
    Arrays.fill(gain, 0);
    for (int copy = 0; copy < 2; copy++) {
      add(copies[copy], copy, copy == 0 ? 1 : likeness, regime, u[copy], y[copy]);
    }
    Geometry raw = copies[0];
    double reach = Math.max(3, raw.reach(ReferenceModel.THRESHOLD));
    double total = 0;
    for (int j = 0; j < features; j++) {
      total += gain[j];
      double middle = shift[j] + raw.median[j] + regime.middle[0][j] * raw.sd[j];
      double band = reach * raw.sd[j] / raw.ratio[j];
      out.explain(at + j, middle, middle - band, middle + band, gain[j]);
    }
    out.share(at, features, total);
  }

  /** Adds the share of each feature in both measures of a copy; each measure counts the same. */
  private void add(
      Geometry geometry, int copy, double weight, Regime regime, double[] u, double[] y) {
    double first = 0;
    for (int j = 0; j < features; j++) {
      apart[j] = y[j] - regime.rotated[copy][j];
      first += own(geometry, copy, regime, u, j);
    }
    geometry.rotateBack(apart, back);
    double second = 0;
    for (int j = 0; j < features; j++) {
      double gained = back[j] * (u[j] - regime.middle[copy][j]);
      back[j] = leftOut.isMissing(j) ? 0 : Math.max(0, gained);
      second += back[j];
    }
    for (int j = 0; j < features; j++) {
      double own = own(geometry, copy, regime, u, j);
      gain[j] += weight * ((first > 0 ? own / first : 0) + (second > 0 ? back[j] / second : 0));
    }
  }

  private double own(Geometry geometry, int copy, Regime regime, double[] u, int feature) {
    return leftOut.isMissing(feature)
        ? 0
        : Math.abs(u[feature] - regime.middle[copy][feature]) * geometry.ratio[feature];
  }
}
