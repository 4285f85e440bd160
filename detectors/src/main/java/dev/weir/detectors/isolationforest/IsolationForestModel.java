package dev.weir.detectors.isolationforest;

import dev.weir.detectors.Explanation;
import dev.weir.detectors.FitTask;
import dev.weir.detectors.Fitted;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import org.jspecify.annotations.Nullable;

/** The state of {@link IsolationForest} for one series: its last points, and a forest. */
final class IsolationForestModel implements FittedModel {

  private static final int VERSION = 1;
  private static final double BAND = 3;

  private final IsolationForest detector;
  private final ModelSetup setup;
  private final History history;
  private final ForestScratch scratch;
  private @Nullable Forest forest;

  IsolationForestModel(IsolationForest detector, ModelSetup setup) {
    this(detector, setup, new History(setup.features(), capacity(detector, setup)));
  }

  IsolationForestModel(IsolationForest detector, ModelSetup setup, ModelState state) {
    this(detector, setup, state.read(IsolationForest.NAME, VERSION));
  }

  private IsolationForestModel(IsolationForest detector, ModelSetup setup, StateReader in) {
    this(detector, setup, history(detector, setup, in));
    if (in.getByte() == 1) {
      forest = Forest.read(in, setup.features(), detector.trees());
    }
    in.expectEnd();
  }

  private IsolationForestModel(IsolationForest detector, ModelSetup setup, History history) {
    this.detector = detector;
    this.setup = setup;
    this.history = history;
    this.scratch = new ForestScratch(setup.features());
  }

  private static History history(IsolationForest detector, ModelSetup setup, StateReader in) {
    in.getInt(setup.features(), setup.features());
    return History.read(in, setup.features(), capacity(detector, setup));
  }

  private static int capacity(IsolationForest detector, ModelSetup setup) {
    return detector.window() + setup.refitLag();
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter((int) detector.bytesPerModel(setup));
    out.putInt(setup.features());
    history.write(out);
    Forest fitted = forest;
    out.putByte(fitted == null ? 0 : 1);
    if (fitted != null) {
      fitted.write(out);
    }
    return new ModelState(IsolationForest.NAME, VERSION, out.written());
  }

  @Override
  public long pointsLearned() {
    return history.pointsLearned();
  }

  @Override
  public FitTask fitTask(long at) {
    int points = (int) Math.min(at, detector.window());
    if (at < 2 || !history.holds(points, at, detector.window())) {
      throw new IllegalArgumentException(
          "a fit at point %d cannot be made at point %d".formatted(at, pointsLearned()));
    }
    long seed = SplitMix64.seedOf(setup.seed(), at);
    return new ForestFit(detector, setup.features(), history.last(points, at), seed);
  }

  @Override
  public void adopt(Fitted fitted) {
    forest = (Forest) fitted;
  }

  @Override
  public Score score(double[] point, long time) {
    if (!Rows.measurable(point, 0, setup.features())) {
      return new Score.Unscorable();
    }
    Forest fitted = forest;
    if (fitted == null) {
      return new Score.WarmingUp(needed());
    }
    scratch.put(0, fitted.scale(), point, 0);
    return new Score.Ready(fitted.raw(fitted.path(scratch)), fitted.threshold());
  }

  @Override
  public void learn(double[] point, long time) {
    if (Rows.measurable(point, 0, setup.features())) {
      history.add(point, 0);
    }
  }

  @Override
  public Explanation explain(double[] point, long time) {
    Rows rows = Rows.of(point);
    Scores scores = new Scores();
    scores.fit(rows);
    Forest fitted = forest;
    if (fitted != null) {
      scratch.put(0, fitted.scale(), point, 0);
      explain(fitted, fitted.path(scratch), point, 0, scores);
    }
    return scores.explanation(rows, 0);
  }

  @Override
  public void scoreThenLearn(Run run) {
    Forest fitted = forest;
    for (int first = run.from(); first < run.to(); first += Tree.BLOCK) {
      int end = Math.min(run.to(), first + Tree.BLOCK);
      run.scoring(first);
      if (fitted == null) {
        warm(run, first, end);
      } else {
        score(fitted, run, first, end);
        learn(run, first, end);
      }
    }
    run.scoring(run.to());
  }

  private void warm(Run run, int from, int to) {
    Rows rows = run.rows();
    for (int k = from; k < to; k++) {
      int row = run.row(k);
      run.scoring(k);
      if (Rows.measurable(rows.values(), rows.start(row), setup.features())) {
        run.scores().warming(row, needed());
        run.learning(k);
        history.add(rows.values(), rows.start(row));
      } else {
        run.scores().unscorable(row);
      }
    }
  }

  private void score(Forest fitted, Run run, int from, int to) {
    Rows rows = run.rows();
    double[] values = rows.values();
    int points = 0;
    for (int k = from; k < to; k++) {
      int at = rows.start(run.row(k));
      if (Rows.measurable(values, at, setup.features())) {
        scratch.put(points++, fitted.scale(), values, at);
      }
    }
    if (points == 1) {
      scratch.sums[0] = fitted.path(scratch);
    } else {
      fitted.paths(scratch, points);
    }
    Scores out = run.scores();
    int point = 0;
    for (int k = from; k < to; k++) {
      int row = run.row(k);
      int at = rows.start(row);
      if (!Rows.measurable(values, at, setup.features())) {
        out.unscorable(row);
        continue;
      }
      int path = scratch.sums[point++];
      if (run.ready(row, fitted.raw(path), fitted.threshold())) {
        explain(fitted, path, values, at, out);
      }
    }
  }

  private void learn(Run run, int from, int to) {
    for (int k = from; k < to; k++) {
      int row = run.row(k);
      if (run.scores().outcome(row) == Scores.READY) {
        run.learning(k);
        history.add(run.rows().values(), run.rows().start(row));
      }
    }
  }

  /** The path lengths of the point add up to {@code whole}. */
  private void explain(Forest fitted, int whole, double[] values, int at, Scores out) {
    int features = setup.features();
    scratch.put(0, fitted.scale(), values, at);
    int mean = Keys.of(0);
    double total = 0;
    for (int feature = 0; feature < features; feature++) {
      int own = scratch.replace(feature, mean);
      int gain = Math.max(0, fitted.path(scratch) - whole);
      scratch.replace(feature, own);
      total += gain;
      double centre = fitted.scale().mean(feature);
      double reach = BAND * fitted.scale().deviation(feature);
      out.explain(at + feature, centre, centre - reach, centre + reach, gain);
    }
    out.share(at, features, total);
  }

  private long needed() {
    return Math.max(1, setup.fitAfter() - pointsLearned());
  }
}
