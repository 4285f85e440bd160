package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * Whether a score is news: how far it rose above what scores were of late. Mutable, one owner, no
 * allocation.
 */
final class AlertLevel {

  /*
   * Two views, as oddities are short or lasting: the score above its mean over some 100 records,
   * and its mean over some 7 above that over some 330. Each rise has a level of its own from the
   * tail of its own past, with half of the alert rate. So neither a level of the score nor that of
   * a rise need fit two series alike.
   *
   * Nothing is learnt from what calls for an alert: the first of an incident counts as one that
   * just reached the level, so that alerts are not forgotten, and the others not at all. The means
   * always follow: what lasts is no news after some hundreds of records.
   *
   * Strength: a score is the logarithm of a deviation; twice the strength is a deviation 1.4 times
   * as large, as strength is to be its square.
   */

  private static final double[] SLOW = {0.01, 0.003};
  private static final double FAST = 1 / 7.0;
  private static final int VIEWS = SLOW.length;

  /** Records without a call for an alert after which one is the first of another incident. */
  private static final int QUIET = 60;

  private static final int UPDATE_EVERY = 20;
  private static final int FORGET_EVERY = 100;
  private static final double KEPT = StrictMath.pow(2, -FORGET_EVERY / 20_000.0);

  private final Exceedances[] tails = new Exceedances[VIEWS];
  private final double[] usual = new double[VIEWS];
  private double smoothed;
  private int quiet = QUIET + 1;
  private int records;

  private AlertLevel() {}

  /** The level after the scores of a reference. */
  static AlertLevel after(double[] scores, double alertRate) {
    AlertLevel alerts = new AlertLevel();
    double[][] views = {scores.clone(), scores.clone()};
    for (int i = 1; i < scores.length; i++) {
      views[1][i] = views[1][i - 1] + FAST * (scores[i] - views[1][i - 1]);
    }
    alerts.smoothed = views[1][scores.length - 1];
    for (int view = 0; view < VIEWS; view++) {
      double[] sorted = views[view].clone();
      Arrays.sort(sorted);
      double usual = Arrays.stream(views[view]).average().orElseThrow();
      double edge = Geometry.quantile(sorted, 0.95) - usual;
      alerts.usual[view] = usual;
      alerts.tails[view] = new Exceedances(alertRate / VIEWS, edge);
      for (double score : views[view]) {
        alerts.tails[view].learn(score - usual);
      }
      alerts.tails[view].update();
    }
    return alerts;
  }

  /** How strongly a score calls for an alert, on the scale of anomaly scores. */
  double alert(double score) {
    double beyond = beyond(score);
    return beyond >= 0 ? 1 / (1 + StrictMath.exp(-2 * beyond)) : 0.5 / (1 - 2 * beyond);
  }

  private double beyond(double score) {
    double brief = score - usual[0] - tails[0].level();
    double lasting = score(1, score) - usual[1] - tails[1].level();
    return Math.max(brief, lasting);
  }

  private double score(int view, double score) {
    return view == 0 ? score : smoothed + FAST * (score - smoothed);
  }

  /** Takes a score into account; true if it called for an alert. */
  void learn(double score) {
    boolean calls = beyond(score) >= 0;
    for (int view = 0; view < VIEWS; view++) {
      double seen = score(view, score);
      double rise = seen - usual[view];
      if (!calls) {
        tails[view].learn(rise);
      } else if (quiet > QUIET) {
        tails[view].learn(Math.min(rise, tails[view].level()));
      }
      usual[view] += SLOW[view] * rise;
    }
    smoothed = score(1, score);
    quiet = calls ? 0 : Math.min(quiet + 1, QUIET + 1);
    records = records + 1 == FORGET_EVERY ? 0 : records + 1;
    if (records % UPDATE_EVERY == 0) {
      for (Exceedances tail : tails) {
        if (records == 0) {
          tail.forget(KEPT);
        }
        tail.update();
      }
    }
  }

  void write(StateWriter out) {
    out.putDouble(smoothed).putInt(quiet).putInt(records).putDoubles(usual, 0, VIEWS);
    for (Exceedances tail : tails) {
      tail.write(out);
    }
  }

  static AlertLevel read(StateReader in, double alertRate) {
    AlertLevel alerts = new AlertLevel();
    alerts.smoothed = in.getDouble();
    alerts.quiet = in.getInt(0, QUIET + 1);
    alerts.records = in.getInt(0, FORGET_EVERY - 1);
    in.getDoubles(alerts.usual, 0, VIEWS);
    for (int view = 0; view < VIEWS; view++) {
      alerts.tails[view] = new Exceedances(alertRate / VIEWS, 0);
      alerts.tails[view].read(in);
    }
    return alerts;
  }
}
