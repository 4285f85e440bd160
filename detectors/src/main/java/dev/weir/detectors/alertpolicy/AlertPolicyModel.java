package dev.weir.detectors.alertpolicy;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.forecast.Forecasts;
import org.jspecify.annotations.Nullable;

/** A model with a {@link AlertPolicyScoring} around it: row by row, what it says is refined. */
class AlertPolicyModel implements Model {

  /**
   * Parts of every model of an {@link AlertPolicyDetector}.
   *
   * @param adaptiveThreshold null without a budget
   */
  record Parts(
      AlertFilter alertFilter, int features, @Nullable AdaptiveThreshold adaptiveThreshold) {}

  private final Model inner;
  private final Parts parts;
  private final AlertPolicyScoring policyScoring;
  private final Run single = new Run();

  AlertPolicyModel(Model inner, Parts parts) {
    this.inner = inner;
    this.parts = parts;
    this.policyScoring = new AlertPolicyScoring(parts);
  }

  @Override
  public final void scoreThenLearn(Run run) {
    Rows rows = run.rows();
    Scores out = run.scores();
    for (int k = run.from(); k < run.to(); k++) {
      int row = run.row(k);
      if (policyScoring.isInvalid(rows, row)) {
        run.scoring(k);
        policyScoring.refuse(rows, row, out);
        continue;
      }
      single.over(run, k, policyScoring.explainFrom());
      try {
        inner.scoreThenLearn(single);
      } finally {
        run.scoring(single.pointsLearned());
        if (single.learning()) {
          run.learning(single.pointsLearned());
        }
      }
      if (out.outcome(row) == Scores.READY) {
        double strength = AnomalyScore.strength(out.alert(row));
        policyScoring.refine(rows, row, out);
        policyScoring.observe(strength, out.alert(row), rows.time(row));
      }
    }
    run.scoring(run.to());
  }

  @Override
  public final Score score(double[] point, long time) {
    return refined(point, time).score(0);
  }

  @Override
  public final Explanation explain(double[] point, long time) {
    Scores scores = new Scores();
    Rows rows = Rows.of(point);
    scores.fit(rows);
    if (policyScoring.isInvalid(rows, 0)) {
      policyScoring.refuse(rows, 0, scores);
    } else {
      explain(point, time, scores);
      policyScoring.widen(rows, 0, scores);
    }
    return scores.explanation(rows, 0);
  }

  @Override
  public final Forecasts forecast(double[] point, long time) {
    return policyScoring.isInvalid(Rows.of(point), 0)
        ? new Forecasts()
        : inner.forecast(point, time);
  }

  @Override
  public final void learn(double[] point, long time) {
    if (policyScoring.isInvalid(Rows.of(point), 0)) {
      return;
    }
    Score said = inner.score(point, time);
    double alert = 0;
    if (said instanceof Score.Ready) {
      alert = refined(point, time).alert(0);
    }
    inner.learn(point, time);
    if (said instanceof Score.Ready ready) {
      policyScoring.observe(AnomalyScore.strength(ready.alert()), alert, time);
    }
  }

  private Scores refined(double[] point, long time) {
    Rows rows = Rows.of(point);
    Scores scores = new Scores();
    scores.fit(rows);
    if (policyScoring.isInvalid(rows, 0)) {
      policyScoring.refuse(rows, 0, scores);
      return scores;
    }
    switch (inner.score(point, time)) {
      case Score.Ready(double raw, double threshold, double alert) -> {
        scores.ready(0, raw, threshold, alert);
        explain(point, time, scores);
        policyScoring.refine(rows, 0, scores);
      }
      case Score.WarmingUp(long needed) -> scores.warming(0, needed);
      case Score.Unscorable() -> scores.unscorable(0);
      case Score.ScoredOnly late -> throw new IllegalStateException("nothing is late yet: " + late);
      case Score.TooLate late -> throw new IllegalStateException("nothing is late yet: " + late);
    }
    return scores;
  }

  private void explain(double[] point, long time, Scores scores) {
    scores.explain(0, 0, inner.explain(point, time));
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
    AdaptiveThreshold adaptiveThreshold = parts.adaptiveThreshold();
    return adaptiveThreshold == null
        ? inner.state()
        : AlertPolicyDetector.state(inner.state(), adaptiveThreshold);
  }
}
