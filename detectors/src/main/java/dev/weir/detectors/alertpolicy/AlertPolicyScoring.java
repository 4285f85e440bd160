package dev.weir.detectors.alertpolicy;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Scores;
import org.jspecify.annotations.Nullable;

/** Moves what a model says of a row to the level of the budget, and through the gates. */
final class AlertPolicyScoring {

  /** The strength of a refused value, in thresholds: critical. */
  private static final double REFUSED = 9;

  /** Deviations of no interest stay below the threshold, in the order they had. */
  private static final double UNINTERESTING = 0.999;

  /** Rounding must not leave an anomaly unexplained. */
  private static final double EXACTLY = 1 - 1e-9;

  private final AlertFilter alertFilter;
  private final boolean gated;
  private final @Nullable AdaptiveThreshold adaptiveThreshold;
  private final int features;

  AlertPolicyScoring(AlertPolicyModel.Parts parts) {
    alertFilter = parts.alertFilter();
    gated = !alertFilter.isNone();
    adaptiveThreshold = parts.adaptiveThreshold();
    features = parts.features();
  }

  /** From which score of the model on a row may be an anomaly. */
  double explainFrom() {
    double level =
        adaptiveThreshold != null && adaptiveThreshold.isRate()
            ? Math.min(adaptiveThreshold.level(), 1)
            : 1;
    return EXACTLY * level / (1 + level);
  }

  /** Whether a value of the row lies where none can. */
  boolean isInvalid(Rows rows, int row) {
    return gated
        && Rows.partlyMeasurable(rows.values(), rows.start(row), features)
        && firstInvalid(rows, row) >= 0;
  }

  private int firstInvalid(Rows rows, int row) {
    int at = rows.start(row);
    for (int i = at; i < at + features; i++) {
      double value = rows.values()[i];
      if (!Double.isNaN(value) && !alertFilter.isValid(value)) {
        return i;
      }
    }
    return -1;
  }

  /** Calls a row with such a value an anomaly; it is the first one's doing. */
  void refuse(Rows rows, int row, Scores out) {
    out.refused(row, REFUSED, 1);
    int invalid = firstInvalid(rows, row);
    int at = rows.start(row);
    for (int i = at; i < at + features; i++) {
      double value = Double.isNaN(rows.values()[i]) ? 0 : rows.values()[i];
      double nearest = Math.clamp(value, alertFilter.validFrom(), alertFilter.validTo());
      double low = Double.isInfinite(alertFilter.validFrom()) ? nearest : alertFilter.validFrom();
      double high = Double.isInfinite(alertFilter.validTo()) ? nearest : alertFilter.validTo();
      out.explain(i, nearest, low, high, i == invalid ? 1 : 0);
    }
  }

  /** Refines what was said of a row that is ready. */
  void refine(Rows rows, int row, Scores out) {
    if (adaptiveThreshold != null) {
      if (adaptiveThreshold.isRate()) {
        move(row, adaptiveThreshold.level(), out);
      } else if (adaptiveThreshold.withholds(AnomalyScore.strength(out.alert(row)))) {
        boolean isOne = out.alert(row) == out.anomalyScore(row);
        lower(row, isOne ? lowered(row, out) : out.raw(row), out);
      }
      out.budget(row, adaptiveThreshold.share());
    }
    if (AnomalyScore.isAnomaly(Math.max(out.anomalyScore(row), out.alert(row)))) {
      if (gated && !admits(rows, row, out)) {
        double share = out.budget(row);
        lower(row, lowered(row, out), out);
        out.budget(row, share);
      } else {
        widen(rows, row, out);
      }
    }
  }

  /** The raw score of a row, below the threshold. */
  private static double lowered(int row, Scores out) {
    return Math.min(out.raw(row), UNINTERESTING * out.threshold(row));
  }

  /** Gives a row that is not to alert a raw score. */
  private static void lower(int row, double raw, Scores out) {
    out.judgeAgain(row, raw, out.threshold(row), AnomalyScore.of(UNINTERESTING, 1));
  }

  private static void move(int row, double level, Scores out) {
    if (out.alert(row) == out.anomalyScore(row)) {
      double threshold = out.threshold(row) * level;
      out.judgeAgain(row, out.raw(row), threshold, AnomalyScore.of(out.raw(row), threshold));
    } else {
      double strength = AnomalyScore.strength(out.alert(row));
      double alert = strength == Double.POSITIVE_INFINITY ? 1 : AnomalyScore.of(strength, level);
      out.judgeAgain(row, out.raw(row), out.threshold(row), alert);
    }
  }

  private boolean admits(Rows rows, int row, Scores out) {
    int at = rows.start(row);
    int most = at;
    for (int i = at + 1; i < at + features; i++) {
      most = out.attribution(i) > out.attribution(most) ? i : most;
    }
    return alertFilter.admits(rows.values()[most], out.expected(most));
  }

  /**
   * The band is where the value might have moved without an alert: as wide as the level is high.
   */
  void widen(Rows rows, int row, Scores out) {
    if (adaptiveThreshold == null) {
      return;
    }
    int at = rows.start(row);
    double level = adaptiveThreshold.bandLevel();
    for (int i = at; i < at + features; i++) {
      double expected = out.expected(i);
      double low = expected - level * (expected - out.low(i));
      double high = expected + level * (out.high(i) - expected);
      out.explain(i, expected, low, high, out.attribution(i));
    }
  }

  /** A row was judged and learnt. */
  void observe(double strength, double alert, long time) {
    if (adaptiveThreshold != null) {
      adaptiveThreshold.observe(strength, AnomalyScore.isAnomaly(alert), time);
    }
  }
}
