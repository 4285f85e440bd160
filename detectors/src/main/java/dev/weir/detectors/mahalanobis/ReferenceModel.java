package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of {@link MahalanobisReference} for one series. */
final class ReferenceModel implements Model {

  /*
   * score = (r + l s) / (1 + l), with r and s the means of log(1 + beyond) of both measures in the
   * raw and the smoothed copy, beyond = max(0, (v - q50) / (q95 - q50)) by the quantiles of the
   * reference's own, and l the likeness of neighbours: rows in no order are not smoothed. Of
   * several regimes the one counts that gives the lowest score.
   */

  /** The score from which on a record is an anomaly: beyond = 4. */
  static final double THRESHOLD = 1.6;

  /** Gain of the smoothed copy. */
  private static final double GAIN = 1 / 7.0;

  /** A fit is made again when the reference has grown by a quarter. */
  private static final double GROWTH = 1.25;

  private static final int MOST_REGIMES = 4;

  private static final int VERSION = 1;

  private final MahalanobisReference detector;
  private final int features;
  private final double[] smoothed;
  private final Renewal renewal;
  private final List<Regime> regimes = new ArrayList<>(MOST_REGIMES);

  /** Rows of both copies while the reference is taken; null afterwards. */
  private double @Nullable [][] rows;

  private @Nullable Learnt learnt;
  private int nextFit;
  private long seen;

  // Of the record that was judged last; no state.
  private final double[] smoothedNow;
  private final Comparison comparison;

  /** Exists once a reference was fitted. */
  private static final class Learnt {
    final Geometry[] copies;
    final double likeness;
    final AlertLevel alerts;

    Learnt(Geometry[] copies, double likeness, AlertLevel alerts) {
      this.copies = copies;
      this.likeness = likeness;
      this.alerts = alerts;
    }
  }

  ReferenceModel(MahalanobisReference detector, int features) {
    this.detector = detector;
    this.features = features;
    this.smoothed = new double[features];
    this.renewal = new Renewal(detector.renewal(), features);
    this.rows = new double[2][detector.warmUp() * features];
    this.nextFit = detector.warmUp();
    this.smoothedNow = new double[features];
    this.comparison = new Comparison(features);
  }

  ReferenceModel(MahalanobisReference detector, int features, ModelState saved) {
    this(detector, features);
    StateReader in = saved.read(MahalanobisReference.NAME, VERSION);
    in.getInt(features, features);
    in.getInt(detector.reference(), detector.reference());
    in.getInt(detector.renewal(), detector.renewal());
    seen = in.getLong();
    nextFit = in.getInt(detector.warmUp(), detector.reference());
    in.getDoubles(smoothed, 0, features);
    if (in.getByte() == 1) {
      readLearnt(in);
    }
    int kept = in.getInt(-1, detector.reference());
    if (kept < 0) {
      rows = null;
    } else {
      rows = new double[2][Math.max(kept, nextFit) * features];
      for (double[] copy : rows) {
        in.getDoubles(copy, 0, kept * features);
      }
    }
    in.expectEnd();
  }

  private void readLearnt(StateReader in) {
    Geometry[] copies = {Geometry.read(in, features), Geometry.read(in, features)};
    double likeness = in.getDouble();
    learnt = new Learnt(copies, likeness, AlertLevel.read(in, detector.alertRate()));
    int count = in.getInt(1, MOST_REGIMES);
    for (int i = 0; i < count; i++) {
      regimes.add(Regime.read(in, copies));
    }
    renewal.read(in);
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(1_000 + 8 * features);
    out.putInt(features).putInt(detector.reference()).putInt(detector.renewal());
    out.putLong(seen).putInt(nextFit).putDoubles(smoothed, 0, features);
    Learnt known = learnt;
    out.putByte(known == null ? 0 : 1);
    if (known != null) {
      for (Geometry copy : known.copies) {
        copy.write(out);
      }
      out.putDouble(known.likeness);
      known.alerts.write(out);
      out.putInt(regimes.size());
      for (Regime regime : regimes) {
        regime.write(out);
      }
      renewal.write(out);
    }
    double[][] taken = rows;
    out.putInt(taken == null ? -1 : (int) seen);
    if (taken != null) {
      for (double[] copy : taken) {
        out.putDoubles(copy, 0, (int) seen * features);
      }
    }
    return new ModelState(MahalanobisReference.NAME, VERSION, out.written());
  }

  @Override
  public long pointsLearned() {
    return seen;
  }

  @Override
  public double prefetch() {
    return smoothed[0] + nextFit;
  }

  @Override
  public Score score(double[] point, long time) {
    if (!judges(point, 0)) {
      return new Score.Unscorable();
    }
    Learnt known = learnt;
    if (known == null) {
      return new Score.WarmingUp(nextFit - seen);
    }
    double score = inner(known, point, 0);
    return new Score.Ready(score, THRESHOLD, known.alerts.alert(score));
  }

  @Override
  public void learn(double[] point, long time) {
    if (judges(point, 0)) {
      Learnt known = learnt;
      absorb(known, point, 0, known == null ? 0 : inner(known, point, 0));
    }
  }

  @Override
  public Explanation explain(double[] point, long time) {
    Rows single = Rows.of(point);
    Scores scores = new Scores();
    scores.fit(single);
    Learnt known = learnt;
    if (known != null) {
      inner(known, point, 0);
      explain(0, scores);
    }
    return scores.explanation(single, 0);
  }

  @Override
  public void scoreThenLearn(Run run) {
    Rows all = run.rows();
    Scores out = run.scores();
    double[] values = all.values();
    for (int k = run.from(); k < run.to(); k++) {
      int row = run.row(k);
      int at = all.start(row);
      run.scoring(k);
      if (!judges(values, at)) {
        out.unscorable(row);
        continue;
      }
      Learnt known = learnt;
      double score = 0;
      if (known == null) {
        out.warming(row, nextFit - seen);
      } else {
        score = inner(known, values, at);
        if (run.ready(row, score, THRESHOLD, known.alerts.alert(score))) {
          explain(at, out);
        }
      }
      if (known != null && comparison.isIncomplete()) {
        out.unlearnt(row);
      }
      run.learning(k);
      absorb(known, values, at, score);
    }
    run.scoring(run.to());
  }

  /** The score of a record; what it was found to be stays in the fields for that. */
  private double inner(Learnt known, double[] values, int at) {
    smooth(values, at);
    return comparison.score(known.copies, known.likeness, regimes, values, at, smoothedNow);
  }

  private void smooth(double[] values, int at) {
    for (int j = 0; j < features; j++) {
      double value = values[at + j];
      double before = seen == 0 ? value : smoothed[j];
      smoothedNow[j] = Double.isNaN(value) ? before : before + GAIN * (value - before);
    }
  }

  private void absorb(@Nullable Learnt known, double[] values, int at, double score) {
    if (known == null) {
      smooth(values, at);
    } else {
      known.alerts.learn(score);
      if (rows == null && renewal.learn(score >= THRESHOLD, comparison.u)) {
        if (regimes.size() == MOST_REGIMES) {
          regimes.remove(1);
        }
        regimes.add(renewal.regime(known.copies));
      }
    }
    System.arraycopy(smoothedNow, 0, smoothed, 0, features);
    if (known != null && comparison.isIncomplete()) {
      return;
    }
    seen++;
    if (rows != null) {
      take(rows, values, at);
    }
  }

  /**
   * Whether a record can be judged or learnt: if it is complete, or has a value once there is a
   * reference. The reference itself is made of complete records.
   */
  boolean judges(double[] values, int at) {
    return Rows.measurable(values, at, features)
        || (learnt != null && Rows.partlyMeasurable(values, at, features));
  }

  /** Takes a record into the reference, and fits that when it has grown enough. */
  private void take(double[][] taken, double[] values, int at) {
    int to = (int) (seen - 1) * features;
    System.arraycopy(values, at, taken[Comparison.RAW], to, features);
    System.arraycopy(smoothed, 0, taken[Comparison.SMOOTH], to, features);
    if (seen == nextFit) {
      ReferenceFit fit = new ReferenceFit(taken, features, detector.shrinkage());
      AlertLevel alerts = AlertLevel.after(fit.scores, detector.alertRate());
      learnt = new Learnt(fit.copies, fit.likeness, alerts);
      regimes.clear();
      regimes.add(Regime.reference(fit.copies));
      if (nextFit == detector.reference()) {
        rows = null;
      } else {
        nextFit = (int) Math.min(detector.reference(), GROWTH * nextFit);
        taken[Comparison.RAW] = Arrays.copyOf(taken[Comparison.RAW], nextFit * features);
        taken[Comparison.SMOOTH] = Arrays.copyOf(taken[Comparison.SMOOTH], nextFit * features);
      }
    }
  }

  /** How many records are missing before one can be judged; 0 if it can. */
  long missing() {
    return learnt == null ? nextFit - seen : 0;
  }

  /**
   * The score of a record; 0 while records are {@linkplain #missing() missing}. The record stays in
   * the fields for {@link #take(double[], int, double)} and {@link #explain(int, double[],
   * Scores)}.
   */
  double judge(double[] values, int at) {
    Learnt known = learnt;
    return known == null ? 0 : inner(known, values, at);
  }

  /** How strongly a score of {@link #judge} calls for an alert. */
  double alert(double score) {
    Learnt known = learnt;
    return known == null ? 0 : known.alerts.alert(score);
  }

  /** Learns the record that was judged last, if it can: see {@link #judges}. */
  void take(double[] values, int at, double score) {
    if (learnt != null || Rows.measurable(values, at, features)) {
      absorb(learnt, values, at, score);
    }
  }

  /** Explains the record that was judged last. */
  void explain(int at, Scores out) {
    Learnt known = learnt;
    if (known != null) {
      comparison.explain(known.copies, known.likeness, regimes, at, out);
    }
  }

  /**
   * Explains the record that was judged last.
   *
   * @param shift is added to what is expected, per feature
   */
  void explain(int at, double[] shift, Scores out) {
    Learnt known = learnt;
    if (known != null) {
      comparison.explain(known.copies, known.likeness, regimes, shift, at, out);
    }
  }
}
