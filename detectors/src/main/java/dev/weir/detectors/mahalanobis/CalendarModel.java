package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/** The state of {@link CalendarReference} for one series. */
final class CalendarModel implements Model {

  /** Flagged records in a row after which hours follow them: the event is the new normal. */
  private static final int LONGEST_EVENT = 288;

  private final int features;
  private final ReferenceModel raw;
  private final ReferenceModel residual;
  private final HourMeans hours;
  private int flagged;

  // Of the record that was judged last; no state.
  private final double[] expected;
  private final double[] rest;
  private double rawScore;
  private double restScore;
  private boolean hasRest;

  CalendarModel(CalendarReference detector, ModelSetup setup, ReferenceModel raw) {
    this(setup.features(), raw, new ReferenceModel(detector.residuals(), setup.features()));
  }

  private CalendarModel(int features, ReferenceModel raw, ReferenceModel residual) {
    this.features = features;
    this.raw = raw;
    this.residual = residual;
    this.hours = new HourMeans(features);
    this.expected = new double[features];
    this.rest = new double[features];
  }

  static CalendarModel restore(CalendarReference detector, ModelSetup setup, ModelState saved) {
    int features = setup.features();
    StateReader in = saved.read(CalendarReference.STATE_NAME, CalendarReference.STATE_VERSION);
    ReferenceModel raw = reference(detector.values(), features, in);
    ReferenceModel residual = reference(detector.residuals(), features, in);
    CalendarModel model = new CalendarModel(features, raw, residual);
    model.flagged = in.getInt(0, LONGEST_EVENT);
    model.hours.read(in);
    in.expectEnd();
    return model;
  }

  private static ReferenceModel reference(
      MahalanobisReference detector, int features, StateReader in) {
    int version = in.getInt();
    return new ReferenceModel(
        detector, features, new ModelState(MahalanobisReference.NAME, version, in.getBytes()));
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(2_000 + 400 * features);
    for (ReferenceModel model : new ReferenceModel[] {raw, residual}) {
      ModelState state = model.state();
      out.putInt(state.version()).putBytes(state.bytes());
    }
    out.putInt(flagged);
    hours.write(out);
    return new ModelState(
        CalendarReference.STATE_NAME, CalendarReference.STATE_VERSION, out.written());
  }

  @Override
  public long pointsLearned() {
    return raw.pointsLearned();
  }

  @Override
  public double prefetch() {
    return raw.prefetch() + residual.prefetch();
  }

  @Override
  public Score score(double[] point, long time) {
    if (!raw.judges(point, 0)) {
      return new Score.Unscorable();
    }
    if (raw.missing() > 0) {
      return new Score.WarmingUp(raw.missing());
    }
    judge(point, 0, time);
    return new Score.Ready(highest(), ReferenceModel.THRESHOLD, alert());
  }

  @Override
  public void learn(double[] point, long time) {
    if (raw.judges(point, 0)) {
      judge(point, 0, time);
      take(point, 0, time);
    }
  }

  @Override
  public Explanation explain(double[] point, long time) {
    Rows single = Rows.of(point);
    Scores scores = new Scores();
    scores.fit(single);
    if (raw.missing() == 0) {
      judge(point, 0, time);
      explain(0, scores);
    }
    return scores.explanation(single, 0);
  }

  @Override
  public void scoreThenLearn(Run run) {
    Rows all = run.rows();
    double[] values = all.values();
    for (int k = run.from(); k < run.to(); k++) {
      int row = run.row(k);
      int at = all.start(row);
      run.scoring(k);
      if (!raw.judges(values, at)) {
        run.scores().unscorable(row);
        continue;
      }
      judge(values, at, all.time(row));
      if (raw.missing() > 0) {
        run.scores().warming(row, raw.missing());
      } else if (run.ready(row, highest(), ReferenceModel.THRESHOLD, alert())) {
        explain(at, run.scores());
      }
      if (!Rows.measurable(values, at, features)) {
        run.scores().unlearnt(row);
      }
      run.learning(k);
      take(values, at, all.time(row));
    }
    run.scoring(run.to());
  }

  private void judge(double[] values, int at, long time) {
    rawScore = raw.judge(values, at);
    hasRest = hours.isKnown(time);
    restScore = 0;
    if (hasRest) {
      hours.expected(time, expected);
      for (int j = 0; j < features; j++) {
        rest[j] = values[at + j] - expected[j];
      }
      restScore = residual.judge(rest, 0);
    }
  }

  private double highest() {
    return Math.max(rawScore, restScore);
  }

  private double alert() {
    double own = raw.alert(rawScore);
    return hasRest ? Math.max(own, residual.alert(restScore)) : own;
  }

  private void take(double[] values, int at, long time) {
    raw.take(values, at, rawScore);
    if (hasRest) {
      residual.take(rest, 0, restScore);
    }
    boolean anomaly = restScore >= ReferenceModel.THRESHOLD;
    flagged = anomaly ? Math.min(flagged + 1, LONGEST_EVENT) : 0;
    boolean follows = !anomaly || flagged == LONGEST_EVENT;
    if (!Rows.measurable(values, at, features)) {
      if (follows) {
        hours.followIncomplete(values, at, time);
      }
    } else if (follows) {
      hours.follow(values, at, time);
    } else {
      hours.enter(time);
    }
  }

  /** By the hour wherever that finds the record odd: its band is the narrower one. */
  private void explain(int at, Scores out) {
    boolean judged = hasRest && residual.missing() == 0;
    if (judged && restScore >= Math.min(rawScore, ReferenceModel.THRESHOLD)) {
      residual.explain(at, expected, out);
    } else {
      raw.explain(at, out);
    }
  }
}
