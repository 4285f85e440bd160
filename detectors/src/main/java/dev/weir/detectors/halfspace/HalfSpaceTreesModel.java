package dev.weir.detectors.halfspace;

import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Scores;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.CalibratedModel;
import java.util.Arrays;

/** The state of {@link HalfSpaceTrees} for one series. */
final class HalfSpaceTreesModel extends CalibratedModel {

  /*
   * Points are judged by the trees over the last full window, which follow from its points, and
   * collected into the next one.
   */

  /**
   * The strangeness of a point in a window of equal ones: where a calibrator counts it as usual.
   */
  private static final double LEAST = 1.05;

  private final HalfSpaceTrees detector;
  private final long[] seeds;
  private final Space space;
  private final Forest full;
  private final Forest inner;
  private final Grower grower;
  private final int[] keys;
  private double[] reference;
  private double[] window;
  private int filled;

  private final double[] probe;

  HalfSpaceTreesModel(HalfSpaceTrees detector, ModelSetup setup) {
    super(
        setup.features(),
        detector.alertRate(),
        detector.window(),
        detector.window() + detector.window() / 4);
    this.detector = detector;
    seeds = new long[detector.trees()];
    Arrays.setAll(seeds, i -> SplitMix64.seedOf(setup.seed(), i));
    space = new Space(features);
    full = new Forest(seeds.length, detector.nodesPerTree());
    inner = new Forest(seeds.length, detector.nodesPerTree());
    grower = new Grower(detector, space, full, inner);
    keys = new int[features];
    reference = new double[detector.window() * features];
    window = new double[detector.window() * features];
    probe = new double[features];
  }

  HalfSpaceTreesModel(HalfSpaceTrees detector, ModelSetup setup, ModelState saved) {
    this(detector, setup);
    StateReader in = saved.read(HalfSpaceTrees.NAME, HalfSpaceTrees.STATE_VERSION);
    read(in);
    in.getInt(detector.window(), detector.window());
    filled = in.getInt(0, detector.window() - 1);
    in.getDoubles(reference, 0, reference.length);
    in.getDoubles(window, 0, window.length);
    in.expectEnd();
    if (pointsLearned() >= detector.window()) {
      build(new double[window.length]);
    }
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(1024 + 16 * window.length);
    write(out);
    out.putInt(detector.window()).putInt(filled);
    out.putDoubles(reference, 0, reference.length).putDoubles(window, 0, window.length);
    return new ModelState(HalfSpaceTrees.NAME, HalfSpaceTrees.STATE_VERSION, out.written());
  }

  @Override
  public double prefetch() {
    return window[filled * features];
  }

  /** How often the point's place was less crowded than the most crowded possible. */
  @Override
  protected double strangeness(double[] values, int at, long time) {
    int beyond = 0;
    for (int i = 0; i < features; i++) {
      int key = space.key(i, values[at + i]);
      keys[i] = key;
      beyond |= key & -Space.EXTENT;
    }
    double sum = (beyond == 0 ? inner : full).profile(keys);
    double most = StrictMath.scalb((double) detector.window(), detector.depth()) * seeds.length;
    return LEAST * most / (sum + 1);
  }

  @Override
  protected void absorb(double[] values, int at, long time, double strangeness) {
    System.arraycopy(values, at, window, filled * features, features);
    if (++filled == detector.window()) {
      double[] before = reference;
      reference = window;
      window = before;
      filled = 0;
      build(window);
      Arrays.fill(window, 0);
    }
  }

  private void build(double[] scratch) {
    space.measure(reference, detector.window());
    grower.grow(reference, scratch, seeds);
  }

  /**
   * The expected value is the middle of the last window; a feature's part in the score is how much
   * less strange the point is with that value instead of its own.
   */
  @Override
  protected void explain(double[] values, int at, long time, Scores out) {
    double strange = strangeness(values, at, time);
    double total = 0;
    for (int i = 0; i < features; i++) {
      System.arraycopy(values, at, probe, 0, features);
      probe[i] = middle(i);
      double gain = Math.max(0, strange - strangeness(probe, 0, time));
      total += gain;
      out.explain(at + i, probe[i], space.least(i), space.most(i), gain);
    }
    out.share(at, features, total);
  }

  private double middle(int feature) {
    double sum = 0;
    for (int i = 0; i < detector.window(); i++) {
      sum += reference[i * features + feature] / detector.window();
    }
    return sum;
  }
}
