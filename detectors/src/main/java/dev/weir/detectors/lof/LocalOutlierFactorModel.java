package dev.weir.detectors.lof;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.Scores;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.CalibratedModel;

/** The state of {@link LocalOutlierFactor} for one series. */
final class LocalOutlierFactorModel extends CalibratedModel {

  /*
   * Until the reference is full every record waits to enter it; then one in four on average, drawn
   * by a hash of its number so as not to meet a rhythm of the series. When so many wait as are a
   * sixteenth of it, they take the place of the oldest, and the densities are computed again. In
   * between the reference stands, so that all that follows from it needs no place in the state.
   */

  private static final int VERSION = 1;
  private static final int STRIDE = 4;
  private static final int PARTS = 16;
  private static final int CALIBRATED_ON = 100;

  private final LocalOutlierFactor detector;
  private final Densities densities;
  private final double[] points;
  private final double[] waiting;
  private int size;
  private int oldest;
  private int waits;

  LocalOutlierFactorModel(LocalOutlierFactor detector, int features) {
    super(features, detector.alertRate(), settling(detector), settling(detector) + CALIBRATED_ON);
    this.detector = detector;
    densities = new Densities(detector.reference(), features, detector.neighbours());
    points = new double[detector.reference() * features];
    waiting = new double[Math.max(1, detector.reference() / PARTS) * features];
  }

  LocalOutlierFactorModel(LocalOutlierFactor detector, int features, ModelState saved) {
    this(detector, features);
    StateReader in = saved.read(LocalOutlierFactor.NAME, VERSION);
    read(in);
    in.getInt(detector.reference(), detector.reference());
    size = in.getInt(0, detector.reference());
    oldest = in.getInt(0, detector.reference() - 1);
    waits = in.getInt(0, waiting.length / features - 1);
    in.getDoubles(points, 0, size * features);
    in.getDoubles(waiting, 0, waiting.length);
    in.expectEnd();
    densities.find(points, size);
  }

  /** While the reference is taken every record counts. */
  private static int settling(LocalOutlierFactor detector) {
    return 2 * detector.neighbours() + detector.reference() / PARTS;
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(1_024 + 8 * (points.length + waiting.length));
    write(out);
    out.putInt(detector.reference()).putInt(size).putInt(oldest).putInt(waits);
    out.putDoubles(points, 0, size * features).putDoubles(waiting, 0, waiting.length);
    return new ModelState(LocalOutlierFactor.NAME, VERSION, out.written());
  }

  @Override
  protected double strangeness(double[] values, int at, long time) {
    return Math.max(0, densities.factor(values, at) - 1);
  }

  @Override
  protected void absorb(double[] values, int at, long time, double strangeness) {
    if (size == detector.reference() && SplitMix64.mix(pointsLearned()) % STRIDE != 0) {
      return;
    }
    System.arraycopy(values, at, waiting, waits * features, features);
    if (++waits == waiting.length / features) {
      enter();
    }
  }

  private void enter() {
    for (int i = 0; i < waits; i++) {
      int place = size < detector.reference() ? size++ : oldest;
      if (size == detector.reference()) {
        oldest = (place + 1) % size;
      }
      System.arraycopy(waiting, i * features, points, place * features, features);
    }
    waits = 0;
    densities.find(points, size);
  }

  @Override
  protected void explain(double[] values, int at, long time, Scores out) {
    densities.explain(points, values, at, out);
  }
}
