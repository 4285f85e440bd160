package dev.weir.detectors.tuning;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import org.jspecify.annotations.Nullable;

/** A model with a {@link Refinement} around it: row by row, what it says is refined. */
class TunedModel implements Model {

  /**
   * What every model of a {@link Tuned} has.
   *
   * @param spending null without a budget
   */
  record Parts(Gates gates, int features, @Nullable Spending spending) {}

  private final Model judge;
  private final Parts parts;
  private final Refinement refinement;
  private final Run single = new Run();

  TunedModel(Model judge, Parts parts) {
    this.judge = judge;
    this.parts = parts;
    this.refinement = new Refinement(parts);
  }

  @Override
  public final void scoreThenLearn(Run run) {
    Rows rows = run.rows();
    Scores out = run.scores();
    for (int k = run.from(); k < run.to(); k++) {
      int row = run.row(k);
      if (refinement.isInvalid(rows, row)) {
        run.scoring(k);
        refinement.refuse(rows, row, out);
        continue;
      }
      single.over(run, k, refinement.explainFrom());
      try {
        judge.scoreThenLearn(single);
      } finally {
        run.scoring(single.learnt());
        if (single.learning()) {
          run.learning(single.learnt());
        }
      }
      if (out.outcome(row) == Scores.READY) {
        double strength = AnomalyScore.strength(out.alert(row));
        refinement.refine(rows, row, out);
        refinement.observe(strength, out.alert(row), rows.time(row));
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
    if (refinement.isInvalid(rows, 0)) {
      refinement.refuse(rows, 0, scores);
    } else {
      explain(point, time, scores);
      refinement.widen(rows, 0, scores);
    }
    return scores.explanation(rows, 0);
  }

  @Override
  public final void learn(double[] point, long time) {
    if (refinement.isInvalid(Rows.of(point), 0)) {
      return;
    }
    Score said = judge.score(point, time);
    double alert = 0;
    if (said instanceof Score.Ready) {
      alert = refined(point, time).alert(0);
    }
    judge.learn(point, time);
    if (said instanceof Score.Ready(double _, double _, double before)) {
      refinement.observe(AnomalyScore.strength(before), alert, time);
    }
  }

  private Scores refined(double[] point, long time) {
    Rows rows = Rows.of(point);
    Scores scores = new Scores();
    scores.fit(rows);
    if (refinement.isInvalid(rows, 0)) {
      refinement.refuse(rows, 0, scores);
      return scores;
    }
    switch (judge.score(point, time)) {
      case Score.Ready(double raw, double threshold, double alert) -> {
        scores.ready(0, raw, threshold, alert);
        explain(point, time, scores);
        refinement.refine(rows, 0, scores);
      }
      case Score.WarmingUp(long needed) -> scores.warming(0, needed);
      case Score.Unscorable() -> scores.unscorable(0);
      case Score.Aside _, Score.TooLate _ -> throw new IllegalStateException("nothing is late yet");
    }
    return scores;
  }

  private void explain(double[] point, long time, Scores scores) {
    scores.explain(0, 0, judge.explain(point, time));
  }

  @Override
  public final long learnt() {
    return judge.learnt();
  }

  @Override
  public final double touch() {
    return judge.touch();
  }

  @Override
  public final ModelState state() {
    Spending spending = parts.spending();
    return spending == null ? judge.state() : Tuned.state(judge.state(), spending);
  }
}
