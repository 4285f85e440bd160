package dev.weir.detectors.randomcutforest;

import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.CalibratedModel;
import java.util.Arrays;

/** The state of {@link RandomCutForest} for one series. */
final class RandomCutForestModel extends CalibratedModel {

  /*
   * Points enter the trees in groups, at every 64th record, so that the records of a group can be
   * judged tree by tree, however many of them are at hand; no shingle is longer than a group. What
   * features weigh follows their spread, with each group at first, then every 256 records: trees then measure all their boxes again.
   */

  static final int GROUP = 64;

  private static final int SELDOM = 256;
  private static final float LARGEST = 1e30f;
  private static final double RELATIVE_FLOOR = 1e-9;
  private static final double ABSOLUTE_FLOOR = 1e-30;

  private final RandomCutForest detector;
  private final int dimensions;
  private final CutForest forest;
  private final double[] origin;
  private final double[] mean;
  private final double[] variance;

  /**
   * Where a record waits for the others of its group; behind the last group's if it is the first.
   */
  private final float[][] waiting;

  // What follows from the above, and scratch.
  private final float[] weights;
  private final float[] probe;
  private final float[][] ahead;
  private final double[] aheadScores;
  private int nextAhead;
  private int aheadTo;
  private final int[] neighbours;
  private final float[] nearby;
  private final double[] shares;

  RandomCutForestModel(RandomCutForest detector, ModelSetup setup) {
    super(setup.features(), detector.alertRate(), GROUP, Math.max(2 * GROUP, detector.sample()));
    this.detector = detector;
    this.dimensions = features * detector.shingle();
    origin = new double[features];
    mean = new double[features];
    variance = new double[features];
    waiting = new float[GROUP][dimensions];
    weights = new float[dimensions];
    forest = new CutForest(detector, weights, setup.seed());
    probe = new float[dimensions];
    ahead = new float[GROUP][dimensions];
    aheadScores = new double[GROUP];
    neighbours = new int[detector.trees()];
    nearby = new float[detector.trees()];
    shares = new double[dimensions];
  }

  RandomCutForestModel(RandomCutForest detector, ModelSetup setup, ModelState saved) {
    this(detector, setup);
    StateReader in = saved.read(RandomCutForest.NAME, RandomCutForest.STATE_VERSION);
    read(in);
    in.getDoubles(origin, 0, features);
    in.getDoubles(mean, 0, features);
    in.getDoubles(variance, 0, features);
    in.getFloats(weights, 0, dimensions);
    for (float[] point : waiting) {
      in.getFloats(point, 0, dimensions);
    }
    forest.read(in);
    in.expectEnd();
    if (pointsLearned() >= GROUP && forest.isEmpty()) {
      throw new StateMismatchException(
          "trees hold nothing of %d records".formatted(pointsLearned()));
    }
  }

  @Override
  public ModelState state() {
    StateWriter out =
        new StateWriter(
            1024
                + detector.trees() * detector.sample() * (32 + 4 * dimensions)
                + 4 * GROUP * dimensions);
    write(out);
    out.putDoubles(origin, 0, features);
    out.putDoubles(mean, 0, features).putDoubles(variance, 0, features);
    out.putFloats(weights, 0, dimensions);
    for (float[] point : waiting) {
      out.putFloats(point, 0, dimensions);
    }
    forest.write(out);
    return new ModelState(RandomCutForest.NAME, RandomCutForest.STATE_VERSION, out.written());
  }

  @Override
  protected double strangeness(double[] values, int at, long time) {
    shingle(values, at, latest(), probe);
    return forest.score(probe);
  }

  @Override
  public void scoreThenLearn(Run run) {
    aheadTo = run.from();
    super.scoreThenLearn(run);
  }

  /** Judges the rest of the group with the first of them, as far as the run goes. */
  @Override
  protected double strangeness(Run run, int k) {
    if (k >= aheadTo) {
      lookAhead(run, k);
    }
    return aheadScores[nextAhead++];
  }

  private void lookAhead(Run run, int from) {
    Rows rows = run.rows();
    int room = GROUP - (int) (pointsLearned() % GROUP);
    int count = 0;
    int k = from;
    float[] before = latest();
    for (; k < run.to() && count < room; k++) {
      int at = rows.start(run.row(k));
      if (Rows.measurable(rows.values(), at, features)) {
        shingle(rows.values(), at, before, ahead[count]);
        before = ahead[count++];
      }
    }
    if (count == 1) {
      aheadScores[0] = forest.score(ahead[0]);
    } else {
      forest.score(ahead, count, aheadScores);
    }
    nextAhead = 0;
    aheadTo = k;
  }

  @Override
  protected void absorb(double[] values, int at, long time, double strangeness) {
    if (pointsLearned() == 0) {
      System.arraycopy(values, at, origin, 0, features);
    }
    int place = (int) (pointsLearned() % GROUP);
    shingle(values, at, latest(), waiting[place]);
    track(values, at);
    if (place == GROUP - 1) {
      long first = pointsLearned() - place;
      if (first < SELDOM || (first + GROUP) % SELDOM == 0) {
        weigh();
      }
      int whole = Math.clamp(detector.shingle() - 1 - first, 0, GROUP);
      forest.offer(waiting, whole, first);
    }
  }

  /** The last points of the latest record that was learnt. */
  private float[] latest() {
    return waiting[(int) ((pointsLearned() + GROUP - 1) % GROUP)];
  }

  /** The last points and this one behind them, as differences from the first of all. */
  private void shingle(double[] values, int at, float[] before, float[] into) {
    System.arraycopy(before, features, into, 0, dimensions - features);
    for (int i = 0; i < features; i++) {
      float difference = (float) (values[at + i] - origin[i]);
      // Adding 0 makes -0 a 0.
      into[dimensions - features + i] = Math.clamp(difference, -LARGEST, LARGEST) + 0f;
    }
  }

  private void track(double[] values, int at) {
    double share = Math.max(1.0 / (pointsLearned() + 1), 1 / CutForest.horizon(detector.sample()));
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
    forest.weigh();
  }

  @Override
  protected void explain(double[] values, int at, long time, Scores out) {
    shingle(values, at, latest(), probe);
    Arrays.fill(shares, 0);
    forest.attribute(probe, shares, neighbours);
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

  /** Expects the values that the trees hold where the point leads; each names one neighbour. */
  private void explain(int feature, int at, Scores out) {
    for (int i = 0; i < neighbours.length; i++) {
      insert(forest.value(i, neighbours[i], dimensions - features + feature), i);
    }
    double middle = origin[feature] + nearby[neighbours.length / 2];
    double low = origin[feature] + nearby[0];
    double high = origin[feature] + nearby[neighbours.length - 1];
    out.explain(at + feature, middle, low, high, shares[feature]);
  }
}
