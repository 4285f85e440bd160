package dev.weir.detectors.cutforest;

import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Scores;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.CalibratedModel;
import java.util.Arrays;

/** What {@link RandomCutForest} has learnt from one series. */
final class RandomCutForestModel extends CalibratedModel {

  /*
   * The sample prefers recent points by exp(rate) a record, rate = 1 / (10 sample): about every
   * tenth record enters a tree. Weights of records grow for ever, so from time to time all keys are
   * scaled. What features weigh follows their spread, often at first, then every 256 records: trees
   * then measure all their boxes anew. Everything random is a function of the seed, the number of
   * the record and of the tree.
   */

  private static final int OFTEN = 32;
  private static final int SELDOM = 256;
  private static final int SETTLING = 32;
  private static final double HORIZON = 10;
  private static final double HEAVY = 0x1p300;
  private static final float LARGEST = 1e30f;
  private static final double RELATIVE_FLOOR = 1e-9;
  private static final double ABSOLUTE_FLOOR = 1e-30;

  private final RandomCutForest detector;
  private final int dimensions;
  private final long seed;
  private final double growth;
  private final CutTree[] trees;
  private final Reservoir[] samples;
  private final double[] origin;
  private final double[] mean;
  private final double[] variance;
  private final float[] recent;
  private double weight = 1;

  // What follows from the above, and scratch.
  private final float[] weights;
  private final float[] probe;
  private final float[] leaving;
  private final int[] neighbours;
  private final float[] nearby;
  private final double[] shares;
  private final double[] scratch;

  RandomCutForestModel(RandomCutForest detector, ModelSetup setup) {
    super(
        setup.features(),
        detector.alertRate(),
        Math.max(SETTLING, detector.shingle()),
        Math.max(SETTLING + detector.shingle(), detector.sample()));
    this.detector = detector;
    this.dimensions = features * detector.shingle();
    this.seed = setup.seed();
    this.growth = StrictMath.exp(1 / (HORIZON * detector.sample()));
    trees = new CutTree[detector.trees()];
    Arrays.setAll(trees, i -> new CutTree(detector.sample(), dimensions));
    samples = new Reservoir[detector.trees()];
    Arrays.setAll(samples, i -> new Reservoir(detector.sample()));
    origin = new double[features];
    mean = new double[features];
    variance = new double[features];
    recent = new float[dimensions];
    weights = new float[dimensions];
    probe = new float[dimensions];
    leaving = new float[dimensions];
    neighbours = new int[detector.trees()];
    nearby = new float[detector.trees()];
    shares = new double[dimensions];
    scratch = new double[dimensions];
  }

  RandomCutForestModel(RandomCutForest detector, ModelSetup setup, ModelState saved) {
    this(detector, setup);
    StateReader in = saved.read(RandomCutForest.NAME, RandomCutForest.STATE_VERSION);
    read(in);
    weight = in.getDouble();
    in.getDoubles(origin, 0, features);
    in.getDoubles(mean, 0, features);
    in.getDoubles(variance, 0, features);
    in.getFloats(weights, 0, dimensions);
    in.getFloats(recent, 0, dimensions);
    for (int i = 0; i < trees.length; i++) {
      trees[i].read(in, weights);
      samples[i].read(in);
    }
    in.expectEnd();
  }

  @Override
  public ModelState state() {
    StateWriter out =
        new StateWriter(1024 + trees.length * detector.sample() * (30 + 4 * dimensions));
    write(out);
    out.putDouble(weight).putDoubles(origin, 0, features);
    out.putDoubles(mean, 0, features).putDoubles(variance, 0, features);
    out.putFloats(weights, 0, dimensions);
    out.putFloats(recent, 0, dimensions);
    for (int i = 0; i < trees.length; i++) {
      trees[i].write(out);
      samples[i].write(out);
    }
    return new ModelState(RandomCutForest.NAME, RandomCutForest.STATE_VERSION, out.written());
  }

  @Override
  protected double strangeness(double[] values, int at, long time) {
    shingle(values, at);
    return CutTree.score(trees, probe, weights);
  }

  @Override
  protected void absorb(double[] values, int at, long time, double strangeness) {
    if (learnt() == 0) {
      System.arraycopy(values, at, origin, 0, features);
    }
    shingle(values, at);
    System.arraycopy(probe, 0, recent, 0, dimensions);
    track(values, at);
    if (learnt() % (learnt() < SELDOM ? OFTEN : SELDOM) == 0 || learnt() < OFTEN) {
      weigh();
    }
    if (learnt() + 1 >= detector.shingle()) {
      for (int i = 0; i < trees.length; i++) {
        offer(i);
      }
    }
    weight *= growth;
    if (weight > HEAVY) {
      for (Reservoir sample : samples) {
        sample.lighten(weight);
      }
      weight = 1;
    }
  }

  private void offer(int tree) {
    long random = SplitMix64.mix(seed + (learnt() * trees.length + tree) * 0x9E3779B97F4A7C15L);
    Reservoir sample = samples[tree];
    double key = sample.keyOf(CutTree.unit(random), weight);
    if (key >= 0) {
      if (sample.isFull()) {
        trees[tree].delete(sample.oldest(), weights, leaving);
      }
      sample.put(key, trees[tree].insert(probe, weights, random));
    }
  }

  /** The last points and this one behind them, as differences from the first of all. */
  private void shingle(double[] values, int at) {
    System.arraycopy(recent, features, probe, 0, dimensions - features);
    for (int i = 0; i < features; i++) {
      float difference = (float) (values[at + i] - origin[i]);
      // Adding 0 makes -0 a 0.
      probe[dimensions - features + i] = Math.clamp(difference, -LARGEST, LARGEST) + 0f;
    }
  }

  private void track(double[] values, int at) {
    double share = Math.max(1.0 / (learnt() + 1), 1 / (HORIZON * detector.sample()));
    for (int i = 0; i < features; i++) {
      double difference = Math.clamp(values[at + i] - origin[i], -LARGEST, LARGEST) - mean[i];
      mean[i] += share * difference;
      variance[i] = (1 - share) * (variance[i] + share * difference * difference);
    }
  }

  private void weigh() {
    for (int i = 0; i < features; i++) {
      double floor = Math.max(ABSOLUTE_FLOOR, RELATIVE_FLOOR * Math.abs(mean[i] + origin[i]));
      weights[i] = (float) Math.min(LARGEST, 1 / Math.max(floor, Math.sqrt(variance[i])));
    }
    for (int i = features; i < dimensions; i++) {
      weights[i] = weights[i - features];
    }
    for (CutTree tree : trees) {
      tree.weigh(weights);
    }
  }

  @Override
  protected void explain(double[] values, int at, long time, Scores out) {
    shingle(values, at);
    Arrays.fill(shares, 0);
    for (int i = 0; i < trees.length; i++) {
      neighbours[i] = trees[i].attribute(probe, weights, shares, scratch);
    }
    double total = 0;
    for (int i = features; i < dimensions; i++) {
      shares[i % features] += shares[i];
    }
    for (int i = 0; i < features; i++) {
      total += shares[i];
    }
    for (int i = 0; i < features; i++) {
      explain(i, at, out);
    }
    out.share(at, features, total);
  }

  /** Puts a value in its place among the first ones; Java's own sort allocates now and then. */
  private void insert(float value, int count) {
    int place = count;
    while (place > 0 && nearby[place - 1] > value) {
      nearby[place] = nearby[place - 1];
      place--;
    }
    nearby[place] = value;
  }

  /** What was expected is what the trees hold where the point leads; each names one neighbour. */
  private void explain(int feature, int at, Scores out) {
    for (int i = 0; i < trees.length; i++) {
      insert(trees[i].value(neighbours[i], dimensions - features + feature), i);
    }
    double middle = origin[feature] + nearby[trees.length / 2];
    double low = origin[feature] + nearby[0];
    double high = origin[feature] + nearby[trees.length - 1];
    out.explain(at + feature, middle, low, high, shares[feature]);
  }
}
