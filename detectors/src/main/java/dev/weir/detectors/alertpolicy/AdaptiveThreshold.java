package dev.weir.detectors.alertpolicy;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.TailCalibrator;

/**
 * Finds the level from which on a series may alert, so that it keeps its {@link AlertBudget}.
 * Mutable, one owner; no allocation after construction.
 *
 * <p>How strange records are, in units of their detector's threshold, goes through a {@link
 * TailCalibrator}: the level is where that says that only the allowed share lies above. As strange
 * records come in clusters, and what is learnt lags behind, the share aimed at is corrected by what
 * was spent: a little less after each alert, a little more after each record. In the long run what
 * is spent is what is allowed, whatever the distribution, as long as the correction stays within a
 * factor of 20 (I. Gibbs, E. Candès, Adaptive Conformal Inference Under Distribution Shift, 2021).
 *
 * <p>An alert is what opens an incident: one after {@value #QUIET} records without.
 *
 * <p>A budget of {@link AlertBudget.Use#AT_MOST} only withholds. The first anomaly of the detector
 * that reaches the level passes, and so do all behind it until {@value #QUIET} records in a row are
 * below the threshold of the detector; the level does not fall before that. So an incident that
 * passes is a part of one that there is without the budget, and brings no more alerts.
 */
final class AdaptiveThreshold {

  private static final int QUIET = 60;
  private static final int KNOWN = 200;
  private static final int EVERY = 32;
  private static final double STEP = 0.5;
  private static final double MOST = 3;
  private static final double STRONGEST = 1e12;
  private static final double SLOWEST = 0.01;

  private final AlertBudget budget;
  private final TailCalibrator strengths = new TailCalibrator(TailCalibrator.HALF_LIFE);
  private long observed;

  /** Records since the last alert, at most {@link #QUIET}. */
  private int quiet = QUIET;

  /** Records since the last anomaly of the detector, at most {@link #QUIET}. */
  private int calm = QUIET;

  private double correction;
  private double level = 1;
  private double gap;
  private long gaps;
  private long last = Rows.NO_TIME;

  AdaptiveThreshold(AlertBudget budget) {
    this.budget = budget;
  }

  /** From which strength on a record is an alert, in thresholds of its detector. */
  double level() {
    return level;
  }

  /** How far off a value may be without an alert, in parts of what its detector allows. */
  double bandLevel() {
    return isRate() ? level : quiet < QUIET ? 1 : Math.max(level, 1);
  }

  /** Whether fewer alerts than allowed are raised to it. */
  boolean isRate() {
    return budget.use() == AlertBudget.Use.ABOUT;
  }

  /** Whether an anomaly of that strength, in thresholds of its detector, is withheld. */
  boolean withholds(double strength) {
    return !isRate() && quiet >= QUIET && strength >= 1 && strength < level;
  }

  /** How many alerts the next record may bring; 0 if that is not known yet. */
  double share() {
    return budget.share(gap);
  }

  /**
   * A record was judged.
   *
   * @param strength of its alert, in thresholds of its detector
   * @param alert whether it was one
   */
  void observe(double strength, boolean alert, long time) {
    clock(time);
    double share = share();
    strengths.learn(Math.min(strength, STRONGEST));
    observed++;
    boolean spent = alert && quiet >= QUIET;
    quiet = alert ? 0 : Math.min(quiet + 1, QUIET);
    calm = strength >= 1 ? 0 : Math.min(calm + 1, QUIET);
    correction = Math.clamp(correction + STEP * (share - (spent ? 1 : 0)), -MOST, MOST);
    if (observed >= KNOWN && observed % EVERY == 0 && share > 0) {
      double wanted = Math.min(0.5, share * StrictMath.exp(correction));
      double reach = strengths.nearReach(wanted);
      double wantedLevel = reach > 0 ? reach : 1;
      level = isRate() || calm >= QUIET ? wantedLevel : Math.max(level, wantedLevel);
    }
  }

  /** Learns how far records are apart; what stands still or goes back says nothing. */
  private void clock(long time) {
    if (time == Rows.NO_TIME) {
      return;
    }
    if (last != Rows.NO_TIME && time > last) {
      gaps++;
      gap += (time - last - gap) * Math.max(1.0 / gaps, SLOWEST);
    }
    last = last == Rows.NO_TIME ? time : Math.max(last, time);
  }

  void write(StateWriter out) {
    strengths.write(out);
    out.putLong(observed).putInt(quiet).putDouble(correction).putDouble(level);
    out.putDouble(gap).putLong(gaps).putLong(last);
    if (!isRate()) {
      out.putInt(calm);
    }
  }

  /**
   * Takes over what {@link #write} wrote.
   *
   * @param wasRate whether for a rate: then it is not known when the last anomaly was
   */
  void read(StateReader in, boolean wasRate) {
    strengths.read(in);
    observed = in.getLong();
    quiet = in.getInt(0, QUIET);
    correction = in.getDouble();
    level = in.getDouble();
    gap = in.getDouble();
    gaps = in.getLong();
    last = in.getLong();
    calm = wasRate ? quiet : in.getInt(0, QUIET);
  }
}
