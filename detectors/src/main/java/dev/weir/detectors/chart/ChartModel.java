package dev.weir.detectors.chart;

import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.CalibratedModel;
import java.util.Arrays;

/**
 * A model that holds against each feature what is normal for it; the strangest feature counts. How
 * strange a value is, and what would have been a usual one, is the subclass's.
 */
abstract class ChartModel extends CalibratedModel {

  static final int SETTLING = Normal.FEWEST;
  static final int WARM_UP = 256;

  /** A value counts for no more spreads than that. */
  static final double FARTHEST = 3;

  final Normal[] normals;

  ChartModel(int features, double alertRate) {
    super(features, alertRate, SETTLING, WARM_UP);
    normals = new Normal[features];
    Arrays.setAll(normals, _ -> new Normal());
  }

  /** How strange the value of a feature is. */
  abstract double strangeness(int feature, double value);

  /**
   * Explains a feature: what is expected is its centre, and the band is where a value raises no
   * alert by itself.
   *
   * @param reach the strangeness that does
   * @param share of the feature in the score, as a gain
   */
  abstract void explain(int feature, int at, double reach, double share, Scores out);

  @Override
  protected final double strangeness(double[] values, int at, long time) {
    double largest = 0;
    for (int i = 0; i < features; i++) {
      largest = Math.max(largest, strangeness(i, values[at + i]));
    }
    return largest;
  }

  @Override
  protected final void explain(double[] values, int at, long time, Scores out) {
    double reach = reach();
    double total = 0;
    double largest = Math.max(strangeness(values, at, time), Double.MIN_NORMAL);
    for (int i = 0; i < features; i++) {
      double part = strangeness(i, values[at + i]) / largest;
      total += part * part;
      explain(i, at + i, reach, part * part, out);
    }
    out.share(at, features, total);
  }

  /** A writer with what this class keeps. */
  final StateWriter begin() {
    StateWriter out = new StateWriter(1_024 + features * Normal.BYTES);
    write(out);
    for (Normal normal : normals) {
      normal.write(out);
    }
    return out;
  }

  /** Takes over what {@link #begin} wrote. */
  final void readNormals(StateReader in) {
    read(in);
    for (Normal normal : normals) {
      normal.read(in);
    }
  }
}
