package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.Scores;
import java.util.List;

/**
 * The record under judgement, beside every regime of its series. Scratch space, no state.
 *
 * <p>What a record has no value of is left out: both measures are those of the other features, and
 * how far they deviate is compared with what as many features of the reference would.
 */
final class Comparison {

  /** The raw copy of a record. */
  static final int RAW = 0;

  /** The smoothed copy of a record. */
  static final int SMOOTH = 1;

  /** The standardised record in both copies; what is missing is as the nearest regime has it. */
  final double[][] u;

  private final double[][] y;
  private final LeftOut leftOut;
  private final Contributions contributions;
  private final double[] noShift;
  private int nearest;

  Comparison(int features) {
    this.u = new double[2][features];
    this.y = new double[2][features];
    this.leftOut = new LeftOut(features);
    this.contributions = new Contributions(features, leftOut);
    this.noShift = new double[features];
  }

  /** The score by the nearest regime. The record stays in the fields for what follows. */
  double score(
      Geometry[] copies,
      double likeness,
      List<Regime> regimes,
      double[] values,
      int at,
      double[] smoothed) {
    leftOut.look(values, at);
    copies[RAW].standardise(values, at, u[RAW]);
    copies[SMOOTH].standardise(smoothed, 0, u[SMOOTH]);
    copies[RAW].rotate(u[RAW], y[RAW]);
    copies[SMOOTH].rotate(u[SMOOTH], y[SMOOTH]);
    double lowest = Double.MAX_VALUE;
    for (int i = 0; i < regimes.size(); i++) {
      Regime regime = regimes.get(i);
      fill(copies, regime);
      double score =
          ReferenceFit.score(beyond(copies, regime, RAW), beyond(copies, regime, SMOOTH), likeness);
      if (score < lowest) {
        lowest = score;
        nearest = i;
      }
    }
    if (nearest < regimes.size() - 1) {
      fill(copies, regimes.get(nearest));
    }
    return lowest;
  }

  private void fill(Geometry[] copies, Regime regime) {
    if (leftOut.any()) {
      for (int copy = 0; copy < copies.length; copy++) {
        copies[copy].fill(leftOut, regime.middle[copy], u[copy]);
        copies[copy].rotate(u[copy], y[copy]);
      }
    }
  }

  private double beyond(Geometry[] copies, Regime regime, int copy) {
    double first = regime.first(copies, copy, u[copy], leftOut);
    double second = regime.second(copies, copy, y[copy], leftOut);
    return copies[copy].product(first, second, leftOut.present());
  }

  /** Whether the record lacks a value. */
  boolean isIncomplete() {
    return leftOut.any();
  }

  /** Explains the record. */
  void explain(Geometry[] copies, double likeness, List<Regime> regimes, int at, Scores out) {
    explain(copies, likeness, regimes, noShift, at, out);
  }

  /**
   * Explains the record.
   *
   * @param shift is added to what is expected, per feature
   */
  void explain(
      Geometry[] copies,
      double likeness,
      List<Regime> regimes,
      double[] shift,
      int at,
      Scores out) {
    contributions.explain(copies, likeness, regimes.get(nearest), u, y, shift, at, out);
  }
}
