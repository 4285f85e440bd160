package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * From which rise on a record is as rare as is asked for: a level that moves with what the series
 * does. Mutable, one owner, no allocation.
 */
final class Exceedances {

  /*
   * A histogram of rises, 8 bins where the deviation doubles (a rise is a logarithm). The highest
   * twentieth, at least 20, are fitted by a generalised Pareto distribution by its moments; its
   * shape lies between -1/2 and 0, and nearer to 0 the fewer they are.
   *
   * High rises come in clusters, of which one alert is made. How large clusters are follows from the
   * gaps between records above the highest twentieth: the extremal index of Ferro and Segers, 1 for
   * independent records. A budget of alerts is so many times that of records.
   *
   * What was found more than twice as often as was asked for is below the level, whatever the fit
   * says: it is what discrete data needs.
   *
   * Sources: A. Siffer et al., Anomaly Detection in Streams with Extreme Value Theory, 2017;
   * C. Ferro, J. Segers, Inference for clusters of extreme values, 2003.
   */

  private static final double PER_UNIT = 8 / 0.6931471805599453;
  private static final int BELOW = 12;
  private static final int BINS = 204;

  private static final double TAIL_SHARE = 0.05;
  private static final double TAIL_RECORDS = 20;
  private static final double SHORTEST_TAIL = 0.03;
  private static final double LIGHTEST = -0.5;
  private static final double DOUBT = 100;
  private static final double COMMONEST = 0.02;
  private static final double LARGEST_CLUSTERS = 30;
  private static final double OFTEN = 2;
  private static final double ENOUGH = 5;

  /** Gaps are forgotten at this rate; so many gaps of independent records are taken as known. */
  private static final double GAP_MEMORY = 0.999;

  private static final double GAPS_KNOWN = 20;

  private final double rate;
  private final double[] counts = new double[BINS];
  private double total;
  private double edge;
  private double level = Double.MAX_VALUE;
  private double gap;
  private double gaps = GAPS_KNOWN;
  private double gapSum = GAPS_KNOWN * (1 / TAIL_SHARE - 1);
  private double gapSquares = 2 * GAPS_KNOWN * (1 / TAIL_SHARE - 1) * (1 / TAIL_SHARE - 1);

  /** Levels for so many alerts a record; {@code edge} is the highest twentieth to begin with. */
  Exceedances(double rate, double edge) {
    this.rate = rate;
    this.edge = edge;
  }

  double level() {
    return level;
  }

  void learn(double rise) {
    double bin = Math.floor(rise * PER_UNIT) + BELOW;
    counts[(int) Math.max(0, Math.min(BINS - 1, bin))]++;
    total++;
    gap++;
    if (rise > edge) {
      gaps = GAP_MEMORY * gaps + 1;
      gapSum = GAP_MEMORY * gapSum + (gap - 1);
      gapSquares = GAP_MEMORY * gapSquares + (gap - 1) * Math.max(0, gap - 2);
      gap = 0;
    }
  }

  /** All counts become this part of themselves. */
  void forget(double part) {
    for (int i = 0; i < BINS; i++) {
      counts[i] *= part;
    }
    total *= part;
  }

  /** Computes the edge and the level from the records counted so far. */
  void update() {
    double wanted = Math.max(TAIL_RECORDS, TAIL_SHARE * total);
    double records = 0;
    double moment = 0;
    double squares = 0;
    int bin = BINS;
    while (bin > 0 && records < wanted) {
      bin--;
      double place = bin + 0.5;
      records += counts[bin];
      moment += counts[bin] * place;
      squares += counts[bin] * place * place;
    }
    edge = (bin - BELOW) / PER_UNIT;
    double mean = moment / records;
    double variance = Math.max(0, squares / records - mean * mean) / (PER_UNIT * PER_UNIT);
    double excess = Math.max(SHORTEST_TAIL, (mean - bin) / PER_UNIT);
    double target = Math.min(COMMONEST, rate * clusterSize());
    double octaves = Math.max(0, StrictMath.log(records / total / target));
    level = Math.max(edge + reach(octaves, excess, variance, records), oftenReached(target));
  }

  /** How far above the edge the fitted tail is so many times smaller, as a logarithm. */
  private static double reach(double fall, double excess, double variance, double records) {
    double shape = 0.5 * (1 - excess * excess / Math.max(variance, 1e-9));
    double believed = Math.max(LIGHTEST, Math.min(0, shape)) * records / (records + DOUBT);
    double scale = excess * (1 - believed);
    return believed > -1e-6
        ? scale * fall
        : scale * (StrictMath.exp(believed * fall) - 1) / believed;
  }

  private double oftenReached(double target) {
    double wanted = Math.max(ENOUGH, OFTEN * target * total);
    double records = 0;
    int bin = BINS;
    while (bin > 0 && records < wanted) {
      records += counts[--bin];
    }
    return (bin + 1 - BELOW) / PER_UNIT;
  }

  private double clusterSize() {
    double size = gaps * gapSquares / Math.max(1e-9, 2 * gapSum * gapSum);
    return Math.max(1, Math.min(LARGEST_CLUSTERS, size));
  }

  void write(StateWriter out) {
    out.putDouble(total).putDouble(edge).putDouble(level).putDouble(gap);
    out.putDouble(gaps).putDouble(gapSum).putDouble(gapSquares).putDoubles(counts, 0, BINS);
  }

  /** Takes over what {@link #write} wrote. */
  void read(StateReader in) {
    total = in.getDouble();
    edge = in.getDouble();
    level = in.getDouble();
    gap = in.getDouble();
    gaps = in.getDouble();
    gapSum = in.getDouble();
    gapSquares = in.getDouble();
    in.getDoubles(counts, 0, BINS);
  }
}
