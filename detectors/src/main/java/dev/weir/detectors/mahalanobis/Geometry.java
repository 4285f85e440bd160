package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * The shape of one copy of a reference: where its middle is, how far it spreads, how its features
 * go together, and how far its own records deviate by that. Never changes.
 */
final class Geometry {

  /*
   * A record x is standardised, u = (x - median) / sd. Its first measure is the mean of |u| in
   * robust spreads, quartile distance / 1.349; its second the Mahalanobis distance of u by the
   * covariance (1 - shrinkage) C + shrinkage trace(C) / d, divided by sqrt(d).
   *
   * How far records of the reference deviate is measured on records that the fit has not seen: each
   * half, every other record, by a fit of the other. Otherwise many features and few records would
   * make the reference look tighter than what follows.
   */

  /** Standardised values end here, so that no sum of squares overflows. */
  private static final double FAR = 1e12;

  /** Distance of the quartiles of a normal distribution in standard deviations. */
  private static final double QUARTILES = 1.349;

  /** A feature that varies less, in parts of its magnitude, is constant. */
  private static final double CONSTANT = 1e-9;

  private static final double SMALLEST = 1e-100;

  /** The spread of a constant feature, in parts of its value. */
  private static final double OF_VALUE = 0.01;

  /** And of one that is always 0, in parts of the spread of a typical other feature. */
  private static final double OF_OTHERS = 0.1;

  /** Smallest distance of the middle of the deviations to their 95 % quantile, in spreads. */
  private static final double NARROWEST = 0.01;

  final int features;
  final double[] median;
  final double[] sd;

  /** Standard deviations per robust spread. */
  final double[] ratio;

  private final double[] inverse;

  /** Median and the distance from there to the 95 % quantile, of the first and second measure. */
  private final double[] scale;

  private Geometry(int features) {
    this.features = features;
    this.median = new double[features];
    this.sd = new double[features];
    this.ratio = new double[features];
    this.inverse = new double[Triangle.size(features)];
    this.scale = new double[4];
  }

  /** Measures of records that were judged by a fit that has not seen them. */
  static final class Own {
    final double[] first;
    final double[] second;

    Own(int records) {
      first = new double[records];
      second = new double[records];
    }
  }

  /**
   * The geometry of so many rows, the first at 0; their own measures are written to {@code own}.
   */
  static Geometry fit(double[] rows, int features, double shrinkage, Own own) {
    int count = rows.length / features;
    Geometry even = plain(half(rows, features, 0), features, shrinkage);
    Geometry odd = plain(half(rows, features, 1), features, shrinkage);
    double[] u = new double[features];
    double[] y = new double[features];
    for (int i = 0; i < count; i++) {
      Geometry other = i % 2 == 0 ? odd : even;
      other.standardise(rows, i * features, u);
      other.rotate(u, y);
      own.first[i] = other.first(u);
      own.second[i] = other.second(y);
    }
    Geometry all = plain(rows, features, shrinkage);
    all.setScale(0, own.first);
    all.setScale(2, own.second);
    return all;
  }

  private void setScale(int at, double[] measures) {
    double[] sorted = measures.clone();
    Arrays.sort(sorted);
    scale[at] = quantile(sorted, 0.5);
    scale[at + 1] =
        Math.max(quantile(sorted, 0.95) - scale[at], NARROWEST * Math.max(1, scale[at]));
  }

  private static double[] half(double[] rows, int features, int which) {
    int count = (rows.length / features + 1 - which) / 2;
    double[] half = new double[count * features];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows, (2 * i + which) * features, half, i * features, features);
    }
    return half;
  }

  private static Geometry plain(double[] rows, int features, double shrinkage) {
    Geometry geometry = new Geometry(features);
    geometry.measureFeatures(rows);
    geometry.measureCovariance(rows, shrinkage);
    return geometry;
  }

  private void measureFeatures(double[] rows) {
    int count = rows.length / features;
    double[] column = new double[count];
    double[] quartiles = new double[features];
    double[] varying = new double[features];
    int varyingCount = 0;
    for (int j = 0; j < features; j++) {
      for (int i = 0; i < count; i++) {
        column[i] = rows[i * features + j];
      }
      Arrays.sort(column);
      median[j] = quantile(column, 0.5);
      sd[j] = standardDeviation(column);
      quartiles[j] = (quantile(column, 0.75) - quantile(column, 0.25)) / QUARTILES;
      if (sd[j] > 0) {
        varying[varyingCount++] = sd[j];
      }
    }
    Arrays.sort(varying, 0, varyingCount);
    double typical = varyingCount == 0 ? 1 : varying[varyingCount / 2];
    for (int j = 0; j < features; j++) {
      if (sd[j] == 0) {
        double value = Math.abs(median[j]);
        sd[j] = Math.max(SMALLEST, value > 0 ? OF_VALUE * value : OF_OTHERS * typical);
      }
      double spread = quartiles[j] > CONSTANT * sd[j] ? quartiles[j] : sd[j];
      ratio[j] = sd[j] / spread;
    }
  }

  /** 0 for a constant column. */
  private static double standardDeviation(double[] sorted) {
    double origin = sorted[sorted.length / 2];
    double magnitude = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
    double sum = 0;
    for (double value : sorted) {
      sum += (value - origin) / sorted.length;
    }
    double squares = 0;
    for (double value : sorted) {
      double deviation = value - origin - sum;
      squares += deviation * deviation / sorted.length;
    }
    double deviation = Math.sqrt(squares);
    return deviation > Math.max(SMALLEST, CONSTANT * magnitude) ? deviation : 0;
  }

  private void measureCovariance(double[] rows, double shrinkage) {
    int count = rows.length / features;
    double[] u = new double[features];
    double[] mean = new double[features];
    for (int i = 0; i < count; i++) {
      standardise(rows, i * features, u);
      int at = 0;
      for (int j = 0; j < features; j++) {
        mean[j] += u[j] / count;
        for (int k = 0; k <= j; k++) {
          inverse[at++] += u[j] * u[k] / count;
        }
      }
    }
    double trace = 0;
    int at = 0;
    for (int j = 0; j < features; j++) {
      for (int k = 0; k <= j; k++) {
        double covariance = inverse[at] - mean[j] * mean[k];
        inverse[at++] = (1 - shrinkage) * covariance;
        trace += j == k ? Math.max(0, covariance) : 0;
      }
    }
    double ridge = trace > 0 ? shrinkage * trace / features : 1;
    for (int j = 0; j < features; j++) {
      inverse[Triangle.size(j) + j] += ridge;
    }
    Triangle.invertFactor(inverse, features);
  }

  /** Linear between the values around the place, as usual. */
  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    double part = place - below;
    return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[below + 1] * part;
  }

  void standardise(double[] values, int at, double[] u) {
    for (int j = 0; j < features; j++) {
      double deviation = (values[at + j] - median[j]) / sd[j];
      u[j] = Math.max(-FAR, Math.min(FAR, deviation));
    }
  }

  /** The second measure of u is the length of this. */
  void rotate(double[] u, double[] y) {
    Triangle.times(inverse, u, y);
  }

  /** From what {@link #rotate} gave on to what each value had to do with it. */
  void rotateBack(double[] y, double[] w) {
    Triangle.transposedTimes(inverse, y, w);
  }

  private double first(double[] u) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      sum += Math.abs(u[j]) * ratio[j];
    }
    return sum / features;
  }

  private double second(double[] y) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      sum += y[j] * y[j];
    }
    return Math.sqrt(sum / features);
  }

  /** Writes the missing values with which a record is the least far from a middle. */
  void fill(LeftOut leftOut, double[] middle, double[] u) {
    leftOut.fill(inverse, middle, u);
  }

  /** The first measure of a record around another middle than the median. */
  double first(double[] u, double[] middle, LeftOut leftOut) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      sum += leftOut.isMissing(j) ? 0 : Math.abs(u[j] - middle[j]) * ratio[j];
    }
    return sum / leftOut.present();
  }

  /** The second measure of a record around another middle, which is rotated as well. */
  double second(double[] y, double[] middle, LeftOut leftOut) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double deviation = y[j] - middle[j];
      sum += deviation * deviation;
    }
    return Math.sqrt(sum / leftOut.present());
  }

  /**
   * How far beyond the middle of the reference's own the measures are: 1 for just there.
   *
   * @param present how many features they are measures of
   */
  double product(double first, double second, int present) {
    double one = 1 + Math.max(0, (first - scale[0]) / scale[1]);
    double other = 1 + Math.max(0, (second - scale[2]) / scale[3]);
    if (present < features) {
      one = 1 + Math.max(0, (first - scale[0]) / (scale[1] * Fewer.mean(present, features)));
      double middle = scale[2] * Fewer.middle(present, features);
      other = 1 + Math.max(0, (second - middle) / (scale[3] * Fewer.spread(present, features)));
    }
    return one * other;
  }

  /** The 95 % quantile of the reference's own first (0) or second (1) measure. */
  double usual(int measure) {
    return scale[2 * measure] + scale[2 * measure + 1];
  }

  /** How many robust spreads all features may deviate before the score is this. */
  double reach(double score) {
    return scale[0] + scale[1] * (StrictMath.exp(score) - 1);
  }

  void write(StateWriter out) {
    out.putDoubles(median, 0, features).putDoubles(sd, 0, features).putDoubles(ratio, 0, features);
    out.putDoubles(inverse, 0, inverse.length).putDoubles(scale, 0, scale.length);
  }

  static Geometry read(StateReader in, int features) {
    Geometry geometry = new Geometry(features);
    in.getDoubles(geometry.median, 0, features);
    in.getDoubles(geometry.sd, 0, features);
    in.getDoubles(geometry.ratio, 0, features);
    in.getDoubles(geometry.inverse, 0, geometry.inverse.length);
    in.getDoubles(geometry.scale, 0, geometry.scale.length);
    return geometry;
  }
}
