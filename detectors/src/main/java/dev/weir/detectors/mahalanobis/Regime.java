package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * One normal among those of a series: a middle in both copies, and how much wider than the
 * reference it is. Its middles are in standard deviations from the reference's medians. Never
 * changes.
 */
final class Regime {

  /** Middles in the raw and the smoothed copy. */
  final double[][] middle;

  /** The middles as rotated by {@link Geometry#rotate}. */
  final double[][] rotated;

  /** How many times wider, by copy and measure: at least 1. */
  private final double[] width;

  private Regime(double[][] middle, double[] width, Geometry[] copies) {
    this.middle = middle;
    this.width = width;
    this.rotated = new double[copies.length][];
    for (int copy = 0; copy < copies.length; copy++) {
      rotated[copy] = new double[middle[copy].length];
      copies[copy].rotate(middle[copy], rotated[copy]);
    }
  }

  /** The reference itself. */
  static Regime reference(Geometry[] copies) {
    int features = copies[0].features;
    return new Regime(new double[2][features], new double[] {1, 1, 1, 1}, copies);
  }

  static Regime around(double[][] middle, Geometry[] copies) {
    return new Regime(middle, new double[] {1, 1, 1, 1}, copies);
  }

  Regime widened(double[] widths, Geometry[] copies) {
    return new Regime(middle, widths, copies);
  }

  /** The first measure of a standardised record of a copy, as wide as the regime. */
  double first(Geometry[] copies, int copy, double[] u, LeftOut leftOut) {
    return copies[copy].first(u, middle[copy], leftOut) / width[2 * copy];
  }

  /** The second measure of a rotated record of a copy, as wide as the regime. */
  double second(Geometry[] copies, int copy, double[] y, LeftOut leftOut) {
    return copies[copy].second(y, rotated[copy], leftOut) / width[2 * copy + 1];
  }

  void write(StateWriter out) {
    for (double[] values : middle) {
      out.putDoubles(values, 0, values.length);
    }
    out.putDoubles(width, 0, width.length);
  }

  static Regime read(StateReader in, Geometry[] copies) {
    double[][] middle = new double[2][copies[0].features];
    for (double[] values : middle) {
      in.getDoubles(values, 0, values.length);
    }
    double[] width = new double[4];
    in.getDoubles(width, 0, width.length);
    return new Regime(middle, width, copies);
  }
}
