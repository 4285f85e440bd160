package dev.weir.benchmarks.scenarios;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.incident.Incident;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.incident.Transition;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The rows of a series as a detector judged them. */
final class Outcome {

  private static final int FIT_AFTER = 256;
  private static final int REFIT_LAG = 50;

  /** Whether the row was scored. */
  private final boolean[] judged;

  /** Whether it is an anomaly. */
  private final boolean[] flagged;

  /** Whether it opened an incident or raised it again. */
  private final boolean[] alerts;

  private final double widest;

  private Outcome(int size, double widest) {
    judged = new boolean[size];
    flagged = new boolean[size];
    alerts = new boolean[size];
    this.widest = widest;
  }

  /** Runs a new model over the series, with the incidents that the engine would keep. */
  static Outcome of(Detector detector, MadeSeries series, long seed) {
    Rows rows = series.rows();
    Scores scores = scores(detector, series, seed);
    int size = rows.size();
    Outcome outcome = new Outcome(size, widest(rows, scores));
    Incident incident = new Incident();
    for (int row = 0; row < size; row++) {
      if (scores.outcome(row) == Scores.READY) {
        Transition transition = incident.observe(scores.alert(row), IncidentRule.DEFAULT);
        outcome.judged[row] = true;
        outcome.flagged[row] = AnomalyScore.isAnomaly(scores.anomalyScore(row));
        outcome.alerts[row] = transition == Transition.OPENED || transition == Transition.AGAIN;
      }
    }
    return outcome;
  }

  /** The results of a new model for all rows. */
  static Scores scores(Detector detector, MadeSeries series, long seed) {
    Rows rows = series.rows();
    Scores scores = new Scores();
    scores.fit(rows);
    ModelSetup setup = new ModelSetup(rows.width(0), seed, FIT_AFTER, REFIT_LAG);
    int[] order = IntStream.range(0, rows.size()).toArray();
    Model model = detector.newModel(setup);
    model.scoreThenLearn(new Run().over(rows, scores, order, 0, rows.size()));
    return scores;
  }

  private static double widest(Rows rows, Scores scores) {
    double widest = 0;
    int width = rows.width(0);
    double[] least = new double[width];
    double[] most = new double[width];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (int row = 0; row < rows.size(); row++) {
      boolean explained =
          scores.outcome(row) == Scores.READY && AnomalyScore.isAnomaly(scores.anomalyScore(row));
      for (int j = 0; j < width; j++) {
        int at = rows.start(row) + j;
        least[j] = Math.min(least[j], rows.values()[at]);
        most[j] = Math.max(most[j], rows.values()[at]);
        double band = scores.high(at) - scores.low(at);
        if (explained && Double.isFinite(band) && most[j] > least[j]) {
          widest = Math.max(widest, band / (most[j] - least[j]));
        }
      }
    }
    return widest;
  }

  int rows() {
    return judged.length;
  }

  boolean isJudged(int row) {
    return judged[row];
  }

  boolean isFlagged(int row) {
    return flagged[row];
  }

  boolean isAlert(int row) {
    return alerts[row];
  }

  /** Widest band of an anomalous row, in spans of the values that came before it. */
  double widest() {
    return widest;
  }

  /** How many of the rows are anomalies. */
  int flagged(int from, int to) {
    return count(flagged, from, to);
  }

  /** How many of the rows notify somebody. */
  int alerts(int from, int to) {
    return count(alerts, from, to);
  }

  private static int count(boolean[] rows, int from, int to) {
    int count = 0;
    for (int i = from; i < Math.min(to, rows.length); i++) {
      count += rows[i] ? 1 : 0;
    }
    return count;
  }

  /** The first anomaly of the rows, or -1. */
  int firstFlagged(int from, int to) {
    for (int i = from; i < Math.min(to, flagged.length); i++) {
      if (flagged[i]) {
        return i;
      }
    }
    return -1;
  }
}
