package dev.weir.detectors.chart;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/** What {@link Ewma} has learnt from one series. */
final class EwmaModel extends ChartModel {

  private static final int VERSION = 1;

  private final double gain;

  /** Standard deviation of the mean of independent values, in theirs. */
  private final double error;

  private final double[] means;

  EwmaModel(Ewma detector, int features) {
    super(features, detector.alertRate());
    gain = detector.gain();
    error = Math.sqrt(gain / (2 - gain));
    means = new double[features];
  }

  EwmaModel(Ewma detector, int features, ModelState saved) {
    this(detector, features);
    StateReader in = saved.read(Ewma.NAME, VERSION);
    readNormals(in);
    in.getDoubles(means, 0, features);
    in.expectEnd();
  }

  @Override
  public ModelState state() {
    StateWriter out = begin();
    out.putDoubles(means, 0, features);
    return new ModelState(Ewma.NAME, VERSION, out.written());
  }

  @Override
  double strangeness(int feature, double value) {
    double mean = means[feature] + gain * (value - means[feature]);
    return Math.abs(normals[feature].of(mean)) / error;
  }

  @Override
  protected void absorb(double[] values, int at, long time, double strangeness) {
    for (int i = 0; i < features; i++) {
      Normal normal = normals[i];
      double value = values[at + i];
      if (learnt() < SETTLING) {
        normal.learn(value);
        means[i] = normal.centre();
      } else {
        double reach = FARTHEST * normal.spread();
        double kept = Math.clamp(value, normal.centre() - reach, normal.centre() + reach);
        means[i] += gain * (kept - means[i]);
        normal.learn(value);
      }
    }
  }

  @Override
  void explain(int feature, int at, double reach, double share, Scores out) {
    double centre = normals[feature].centre();
    double middle = means[feature] + (centre - means[feature]) / gain;
    double wide = reach * error * normals[feature].spread() / gain;
    double low = Math.min(centre, middle - wide);
    double high = Math.max(centre, middle + wide);
    out.explain(at, centre, low, high, share);
  }
}
