package dev.weir.detectors.chart;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/** What {@link ChangePoint} has learnt from one series. */
final class ChangePointModel extends ChartModel {

  private static final int VERSION = 1;

  /** Sums beyond are a change, whatever the calibrator has seen. */
  private static final double HIGHEST = 50;

  /** The level of an alarm is taken from the calibrator every so many records. */
  private static final int LEVEL_EVERY = 64;

  private final double allowance;
  private final double[] up;
  private final double[] down;
  private double level = HIGHEST;
  private int unsettled = SETTLING;

  ChangePointModel(ChangePoint detector, int features) {
    super(features, detector.alertRate());
    allowance = detector.allowance();
    up = new double[features];
    down = new double[features];
  }

  ChangePointModel(ChangePoint detector, int features, ModelState saved) {
    this(detector, features);
    StateReader in = saved.read(ChangePoint.NAME, VERSION);
    readNormals(in);
    in.getDoubles(up, 0, features);
    in.getDoubles(down, 0, features);
    level = in.getDouble();
    unsettled = in.getInt(0, SETTLING);
    in.expectEnd();
  }

  @Override
  public ModelState state() {
    StateWriter out = begin();
    out.putDoubles(up, 0, features).putDoubles(down, 0, features);
    out.putDouble(level).putInt(unsettled);
    return new ModelState(ChangePoint.NAME, VERSION, out.written());
  }

  @Override
  double strangeness(int feature, double value) {
    return Math.max(rise(up[feature], feature, value, 1), rise(down[feature], feature, value, -1));
  }

  /** How high a sum is with one more value. */
  private double rise(double sum, int feature, double value, int side) {
    double far = side * Math.clamp(normals[feature].of(value), -FARTHEST, FARTHEST);
    return Math.max(0, sum + far - allowance);
  }

  @Override
  protected void absorb(double[] values, int at, long time, double strangeness) {
    if (learnt() % LEVEL_EVERY == 0) {
      double reach = reach();
      level = reach > 0 ? Math.min(reach, HIGHEST) : HIGHEST;
    }
    boolean settled = unsettled == 0;
    for (int i = 0; i < features; i++) {
      double value = values[at + i];
      if (settled) {
        up[i] = rise(up[i], i, value, 1);
        down[i] = rise(down[i], i, value, -1);
      }
      normals[i].learn(value);
    }
    unsettled = Math.max(0, unsettled - 1);
    if (strangeness >= (learnt() >= WARM_UP ? level : HIGHEST)) {
      beginAnew();
    }
  }

  private void beginAnew() {
    Arrays.fill(up, 0);
    Arrays.fill(down, 0);
    for (Normal normal : normals) {
      normal.renew();
    }
    unsettled = SETTLING;
  }

  @Override
  void explain(int feature, int at, double reach, double share, Scores out) {
    double centre = normals[feature].centre();
    double spread = normals[feature].spread();
    double room = reach + allowance;
    double low = Math.min(centre, centre - spread * (room - down[feature]));
    double high = Math.max(centre, centre + spread * (room - up[feature]));
    out.explain(at, centre, low, high, share);
  }
}
