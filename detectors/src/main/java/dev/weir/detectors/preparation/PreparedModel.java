package dev.weir.detectors.preparation;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.forecast.Forecasts;
import dev.weir.detectors.preparation.Lateness.Late;
import java.util.Arrays;

/** A model with a {@link Preparation} before it: it is shown what is made of each row. */
class PreparedModel implements Model {

  /** Parts of every model of a {@link Prepared}. */
  record Parts(Preparation preparation, Late late, String name, int features) {}

  private final Model inner;
  private final Parts parts;
  private final Preparation preparation;
  private final Run single = new Run();
  private final double[] own;
  private final double[] judged;

  PreparedModel(Model inner, Parts parts) {
    this.inner = inner;
    this.parts = parts;
    this.preparation = parts.preparation();
    this.own = new double[parts.features()];
    this.judged = new double[parts.features()];
  }

  @Override
  public final void scoreThenLearn(Run run) {
    Rows rows = run.rows();
    Scores out = run.scores();
    for (int k = run.from(); k < run.to(); k++) {
      int row = run.row(k);
      run.scoring(k);
      if (preparation.isLate(rows.time(row))) {
        late(rows, row, out);
      } else {
        take(run, k, rows, row);
        if (!Arrays.equals(own, judged)) {
          out.prepared(row, rows.start(row), judged);
        }
      }
    }
    run.scoring(run.to());
  }

  /** The judge sees the row as it is prepared; everybody after it sees it as it came. */
  private void take(Run run, int k, Rows rows, int row) {
    long time = rows.time(row);
    System.arraycopy(rows.values(), rows.start(row), own, 0, own.length);
    preparation.prepare(own, 0, time, judged);
    rows.replace(row, judged, preparation.wallTime(time));
    single.over(run, k, AnomalyScore.ALERT);
    try {
      inner.scoreThenLearn(single);
    } finally {
      rows.replace(row, own, time);
      run.scoring(single.pointsLearned());
      if (single.learning()) {
        run.learning(single.pointsLearned());
      }
    }
    preparation.observe(own, judged, time);
  }

  private void late(Rows rows, int row, Scores out) {
    if (parts.late() == Late.DROP) {
      out.tooLate(row);
      return;
    }
    double[] point = rows.point(row);
    long time = rows.time(row);
    out.put(rows, row, score(point, time), () -> explain(point, time));
    out.unlearnt(row);
    double[] by = judged(point, time);
    if (!Arrays.equals(point, by)) {
      out.prepared(row, rows.start(row), by);
    }
  }

  @Override
  public final Score score(double[] point, long time) {
    boolean late = preparation.isLate(time);
    if (late && parts.late() == Late.DROP) {
      return new Score.TooLate();
    }
    Score score = inner.score(judged(point, time), preparation.wallTime(time));
    return late && score instanceof Score.Ready(double raw, double threshold, double unused)
        ? new Score.ScoredOnly(raw, threshold)
        : score;
  }

  @Override
  public final Explanation explain(double[] point, long time) {
    return inner.explain(judged(point, time), preparation.wallTime(time));
  }

  @Override
  public final Forecasts forecast(double[] point, long time) {
    return preparation.isLate(time)
        ? new Forecasts()
        : inner.forecast(judged(point, time), preparation.wallTime(time));
  }

  @Override
  public final void learn(double[] point, long time) {
    if (preparation.isLate(time)) {
      return;
    }
    double[] prepared = judged(point, time);
    inner.learn(prepared, preparation.wallTime(time));
    preparation.observe(point, prepared, time);
  }

  @Override
  public final double[] judged(double[] point, long time) {
    double[] prepared = new double[point.length];
    preparation.prepare(point, 0, time, prepared);
    return prepared;
  }

  @Override
  public final long pointsLearned() {
    return inner.pointsLearned();
  }

  @Override
  public final double prefetch() {
    return inner.prefetch();
  }

  @Override
  public final ModelState state() {
    return Prepared.state(parts.name(), inner.state(), preparation);
  }
}
