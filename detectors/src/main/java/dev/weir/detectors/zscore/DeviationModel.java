package dev.weir.detectors.zscore;

import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;

/**
 * A model that measures how many spreads each value lies from a centre; the largest counts. Where
 * centre and spread come from is the subclass's. A value that is missing is left out, and once the
 * window is full that of its feature stays as it is.
 */
abstract class DeviationModel implements Model {

  /** Smallest spread, in parts of the centre's magnitude; and smallest spread of all. */
  private static final double RELATIVE_FLOOR = 1e-9;

  private static final double ABSOLUTE_FLOOR = 1e-100;

  final int features;
  final double threshold;
  final int window;
  private final int warmUp;

  DeviationModel(int features, double threshold, int window, int warmUp) {
    this.features = features;
    this.threshold = threshold;
    this.window = window;
    this.warmUp = warmUp;
  }

  /** How many points the window holds. */
  abstract int filled();

  abstract double centre(int feature);

  /** The spread around the centre; may be 0. */
  abstract double spreadOf(int feature, double centre);

  /**
   * Takes a point into the window; of one that is not complete, into a full window, what it has.
   *
   * @param raw its deviation, 0 while warming up
   */
  abstract void absorb(double[] values, int at, double raw, boolean complete);

  @Override
  public final Score score(double[] point, long time) {
    if (!Rows.measurable(point, 0, features) && !judgesIncomplete(point, 0)) {
      return new Score.Unscorable();
    }
    if (filled() < warmUp) {
      return new Score.WarmingUp(warmUp - filled());
    }
    return new Score.Ready(deviation(point, 0), threshold);
  }

  @Override
  public final void learn(double[] point, long time) {
    if (Rows.measurable(point, 0, features)) {
      absorb(point, 0, filled() < warmUp ? 0 : deviation(point, 0), true);
    } else if (judgesIncomplete(point, 0)) {
      absorbIncomplete(point, 0, deviation(point, 0));
    }
  }

  private boolean judgesIncomplete(double[] values, int at) {
    return filled() >= warmUp && Rows.partlyMeasurable(values, at, features);
  }

  private void absorbIncomplete(double[] values, int at, double raw) {
    if (filled() == window) {
      absorb(values, at, raw, false);
    }
  }

  @Override
  public final Explanation explain(double[] point, long time) {
    Rows rows = Rows.of(point);
    Scores scores = new Scores();
    scores.fit(rows);
    explain(point, 0, deviation(point, 0), scores);
    return scores.explanation(rows, 0);
  }

  @Override
  public final void scoreThenLearn(Run run) {
    Rows rows = run.rows();
    Scores out = run.scores();
    double[] values = rows.values();
    for (int k = run.from(); k < run.to(); k++) {
      int row = run.row(k);
      int at = rows.start(row);
      run.scoring(k);
      boolean complete = Rows.measurable(values, at, features);
      if (!complete && !judgesIncomplete(values, at)) {
        out.unscorable(row);
        continue;
      }
      double raw = 0;
      if (filled() < warmUp) {
        out.warming(row, warmUp - filled());
      } else {
        raw = deviation(values, at);
        if (run.ready(row, raw, threshold)) {
          explain(values, at, raw, out);
        }
      }
      run.learning(k);
      if (complete) {
        absorb(values, at, raw, true);
      } else {
        out.unlearnt(row);
        absorbIncomplete(values, at, raw);
      }
    }
    run.scoring(run.to());
  }

  /** The spread that is divided by: never so small that a constant series could not move. */
  final double spread(int feature, double centre) {
    double floor = Math.max(ABSOLUTE_FLOOR, RELATIVE_FLOOR * Math.abs(centre));
    return Math.max(floor, spreadOf(feature, centre));
  }

  private double deviation(double[] values, int at) {
    double largest = 0;
    for (int feature = 0; feature < features; feature++) {
      double deviation = deviation(feature, values[at + feature]);
      if (deviation > largest) {
        largest = deviation;
      }
    }
    return largest;
  }

  private double deviation(int feature, double value) {
    double centre = centre(feature);
    return Math.abs(value - centre) / spread(feature, centre);
  }

  private void explain(double[] values, int at, double largest, Scores out) {
    double total = 0;
    for (int feature = 0; feature < features; feature++) {
      total += share(feature, values[at + feature], largest);
    }
    for (int feature = 0; feature < features; feature++) {
      double centre = centre(feature);
      double reach = threshold * spread(feature, centre);
      double share = share(feature, values[at + feature], largest) / total;
      out.explain(at + feature, centre, centre - reach, centre + reach, share);
    }
  }

  /** A feature's squared deviation in parts of the largest; equal where nothing deviates. */
  private double share(int feature, double value, double largest) {
    if (Double.isNaN(value)) {
      return 0;
    }
    double part = largest == 0 ? 1 : deviation(feature, value) / largest;
    return part * part;
  }
}
