package dev.weir.benchmarks.peers;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;

/** A detector of Weir's, on the path that a worker takes, one row at a time. */
final class WeirContender implements Contender {

  private static final int[] FIRST = {0};

  private final Model model;
  private final int features;
  private final Rows rows;
  private final Scores scores = new Scores();
  private final Run run = new Run();

  WeirContender(Detector detector, int features, long seed) {
    this.model = detector.newModel(new ModelSetup(features, seed, 256, 0));
    this.features = features;
    this.rows = new Rows(1, features);
  }

  @Override
  public double scoreThenLearn(double[] point) {
    rows.clear();
    rows.add(point, 0, features);
    rows.endRow(Rows.NO_TIME);
    scores.fit(rows);
    model.scoreThenLearn(run.over(rows, scores, FIRST, 0, 1));
    return scores.outcome(0) == Scores.READY ? scores.raw(0) : 0;
  }
}
