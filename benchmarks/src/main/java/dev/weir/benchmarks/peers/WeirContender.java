package dev.weir.benchmarks.peers;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import java.util.Arrays;

/** A detector of Weir's, on the path that a worker takes, in runs as long as its batches are. */
final class WeirContender implements Contender {

  /** {@code batch-size}, unless set otherwise. */
  private static final int RUN = 100;

  private final Model model;
  private final int features;
  private final int[] order = new int[RUN];
  private final Rows rows;
  private final Scores scores = new Scores();
  private final Run run = new Run();

  WeirContender(Detector detector, int features, long seed) {
    this.model = detector.newModel(new ModelSetup(features, seed, 256, 0));
    this.features = features;
    this.rows = new Rows(RUN, features);
    Arrays.setAll(order, i -> i);
  }

  @Override
  public void scoreThenLearn(double[][] points, int from, int to, double[] into) {
    for (int next = from; next < to; next += RUN) {
      rows.clear();
      int count = Math.min(RUN, to - next);
      for (int i = 0; i < count; i++) {
        rows.add(points[next + i], 0, features);
        rows.endRow(Rows.NO_TIME);
      }
      scores.fit(rows);
      model.scoreThenLearn(run.over(rows, scores, order, 0, count));
      for (int i = 0; i < count; i++) {
        into[next + i] = scores.outcome(i) == Scores.READY ? scores.raw(i) : 0;
      }
    }
  }
}
