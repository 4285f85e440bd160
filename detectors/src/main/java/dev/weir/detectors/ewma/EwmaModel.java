package dev.weir.detectors.ewma;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.CalibratedModel;
import java.util.Arrays;

/** The state of {@link Ewma} for one series. */
final class EwmaModel extends CalibratedModel {

  private static final int VERSION = 1;
  private static final int SETTLING = Normal.FEWEST;
  private static final int WARM_UP = 256;

  /** A value enters the mean no farther from the centre, in spreads. */
  private static final double FARTHEST = 3;

  private final double gain;

  /** Standard deviation of the mean of independent values, in theirs. */
  private final double error;

  private final Normal[] normals;
  private final double[] means;

  EwmaModel(Ewma detector, int features) {
    super(features, detector.alertRate(), SETTLING, WARM_UP);
    gain = detector.gain();
    error = Math.sqrt(gain / (2 - gain));
    normals = new Normal[features];
    Arrays.setAll(normals, unused -> new Normal());
    means = new double[features];
  }

  EwmaModel(Ewma detector, int features, ModelState saved) {
    this(detector, features);
    StateReader in = saved.read(Ewma.NAME, VERSION);
    read(in);
    for (Normal normal : normals) {
      normal.read(in);
    }
    in.getDoubles(means, 0, features);
    in.expectEnd();
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(1_024 + features * Normal.BYTES);
    write(out);
    for (Normal normal : normals) {
      normal.write(out);
    }
    out.putDoubles(means, 0, features);
    return new ModelState(Ewma.NAME, VERSION, out.written());
  }

  @Override
  protected boolean judgesIncomplete() {
    return true;
  }

  @Override
  protected double strangeness(double[] values, int at, long time) {
    double largest = 0;
    for (int i = 0; i < features; i++) {
      double strangeness = strangeness(i, values[at + i]);
      if (strangeness > largest) {
        largest = strangeness;
      }
    }
    return largest;
  }

  private double strangeness(int feature, double value) {
    double mean = means[feature] + gain * (value - means[feature]);
    return Math.abs(normals[feature].of(mean)) / error;
  }

  @Override
  protected void absorb(double[] values, int at, long time, double strangeness) {
    for (int i = 0; i < features; i++) {
      Normal normal = normals[i];
      double value = values[at + i];
      if (Double.isNaN(value)) {
        continue;
      }
      if (pointsLearned() < SETTLING) {
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

  /** The expected value is the centre; the band is where a value leaves the mean within reach. */
  @Override
  protected void explain(double[] values, int at, long time, Scores out) {
    double reach = reach() * error;
    double total = 0;
    double largest = Math.max(strangeness(values, at, time), Double.MIN_NORMAL);
    for (int i = 0; i < features; i++) {
      double centre = normals[i].centre();
      double middle = means[i] + (centre - means[i]) / gain;
      double wide = reach * normals[i].spread() / gain;
      boolean missing = Double.isNaN(values[at + i]);
      double part = missing ? 0 : strangeness(i, values[at + i]) / largest;
      total += part * part;
      double low = Math.min(centre, middle - wide);
      double high = Math.max(centre, middle + wide);
      out.explain(at + i, centre, low, high, part * part);
    }
    out.share(at, features, total);
  }
}
