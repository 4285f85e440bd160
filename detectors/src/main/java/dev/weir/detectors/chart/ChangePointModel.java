package dev.weir.detectors.chart;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.CalibratedModel;
import java.util.Arrays;

/** What {@link ChangePoint} has learnt from one series. */
final class ChangePointModel extends CalibratedModel {

  private static final int VERSION = 1;
  private static final int SETTLING = Normal.FEWEST;
  private static final int WARM_UP = 256;

  /** A value counts for no more spreads than that. */
  private static final double FARTHEST = 3;

  /** Sums beyond are a change, whatever the calibrator has seen. */
  private static final double HIGHEST = 50;

  /** The level of an alarm is taken from the calibrator every so many records. */
  private static final int LEVEL_EVERY = 64;

  private final double allowance;
  private final Normal[] normals;
  private final double[] up;
  private final double[] down;
  private double level = HIGHEST;
  private int unsettled = SETTLING;

  ChangePointModel(ChangePoint detector, int features) {
    super(features, detector.alertRate(), SETTLING, WARM_UP);
    allowance = detector.allowance();
    normals = new Normal[features];
    Arrays.setAll(normals, _ -> new Normal());
    up = new double[features];
    down = new double[features];
  }

  ChangePointModel(ChangePoint detector, int features, ModelState saved) {
    this(detector, features);
    StateReader in = saved.read(ChangePoint.NAME, VERSION);
    read(in);
    for (Normal normal : normals) {
      normal.read(in);
    }
    in.getDoubles(up, 0, features);
    in.getDoubles(down, 0, features);
    level = in.getDouble();
    unsettled = in.getInt(0, SETTLING);
    in.expectEnd();
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(1_024 + features * Normal.BYTES);
    write(out);
    for (Normal normal : normals) {
      normal.write(out);
    }
    out.putDoubles(up, 0, features).putDoubles(down, 0, features);
    out.putDouble(level).putInt(unsettled);
    return new ModelState(ChangePoint.NAME, VERSION, out.written());
  }

  @Override
  protected double strangeness(double[] values, int at, long time) {
    double largest = 0;
    for (int i = 0; i < features; i++) {
      largest = Math.max(largest, strangeness(i, values[at + i]));
    }
    return largest;
  }

  private double strangeness(int feature, double value) {
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

  /** What is expected is the centre; the band is where a value leaves both sums within reach. */
  @Override
  protected void explain(double[] values, int at, long time, Scores out) {
    double reach = reach() + allowance;
    double total = 0;
    double largest = Math.max(strangeness(values, at, time), Double.MIN_NORMAL);
    for (int i = 0; i < features; i++) {
      double centre = normals[i].centre();
      double spread = normals[i].spread();
      double part = strangeness(i, values[at + i]) / largest;
      total += part * part;
      double low = Math.min(centre, centre - spread * (reach - down[i]));
      double high = Math.max(centre, centre + spread * (reach - up[i]));
      out.explain(at + i, centre, low, high, part * part);
    }
    out.share(at, features, total);
  }
}
