package dev.weir.detectors.calibration;

import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.View;

/**
 * A model that measures strangeness in a unit of its own, and is judged by how rare so much of it
 * is in the series: the raw score is {@code -log10} of the tail probability, and the threshold that
 * of the share of records that may be anomalous. How strange a point is, and what is learnt from
 * it, is the subclass's.
 */
public abstract class CalibratedModel implements Model {

  /** Values of each point. */
  protected final int features;

  private final double alertRate;
  private final double threshold;
  private final int settling;
  private final int warmUp;
  private final TailCalibrator tail = new TailCalibrator(TailCalibrator.HALF_LIFE);
  private long learnt;

  /**
   * A model that has learnt nothing.
   *
   * @param alertRate share of the records that may be anomalous, in (0, 1)
   * @param settling how many points are learnt before strangeness means anything
   * @param warmUp how many points are learnt before the first is judged, more than {@code settling}
   */
  protected CalibratedModel(int features, double alertRate, int settling, int warmUp) {
    this.features = features;
    this.alertRate = alertRate;
    this.threshold = -StrictMath.log10(alertRate);
    this.settling = settling;
    this.warmUp = warmUp;
  }

  /**
   * Whether it judges and takes points that are {@linkplain Rows#partlyMeasurable partly
   * measurable}, once it is past its warm-up.
   */
  protected boolean judgesIncomplete() {
    return false;
  }

  /**
   * How strange the point is, finite and not negative; asked only of points that are measurable, or
   * partly if it {@link #judgesIncomplete}, and only once {@code settling} points are learnt.
   */
  protected abstract double strangeness(double[] values, int at, long time);

  /**
   * The strangeness of a row of the run that is being judged. An override may look at the rows
   * behind it as well.
   */
  protected double strangeness(Run run, int k) {
    Rows rows = run.rows();
    int row = run.row(k);
    return strangeness(rows.values(), rows.start(row), rows.time(row));
  }

  /**
   * Takes a point into the model that it was asked the strangeness of, or would have been.
   *
   * @param strangeness of the point; 0 while settling
   */
  protected abstract void absorb(double[] values, int at, long time, double strangeness);

  /** Writes why the point is strange, where its values stand, with {@link Scores#explain}. */
  protected abstract void explain(double[] values, int at, long time, Scores out);

  /** The strangeness that is just rare enough to be an anomaly's; 0 if none was ever seen. */
  protected final double reach() {
    return tail.nearReach(alertRate);
  }

  @Override
  public final long pointsLearned() {
    return learnt;
  }

  @Override
  public final Score score(double[] point, long time) {
    if (!Rows.measurable(point, 0, features) && !judgesIncomplete(point, 0)) {
      return new Score.Unscorable();
    }
    return learnt < warmUp
        ? new Score.WarmingUp(warmUp - learnt)
        : new Score.Ready(rarity(strangeness(point, 0, time)), threshold);
  }

  @Override
  public final Explanation explain(double[] point, long time) {
    Rows rows = Rows.of(point);
    Scores scores = new Scores();
    scores.fit(rows);
    scores.saw(0, View.RECORD, tail.tail(strangeness(point, 0, time)));
    explain(point, 0, time, scores);
    return scores.explanation(rows, 0);
  }

  @Override
  public final void learn(double[] point, long time) {
    if (Rows.measurable(point, 0, features)) {
      take(point, 0, time, learnt < settling ? 0 : strangeness(point, 0, time));
      learnt++;
    } else if (judgesIncomplete(point, 0)) {
      take(point, 0, time, strangeness(point, 0, time));
    }
  }

  private boolean judgesIncomplete(double[] values, int at) {
    return judgesIncomplete() && learnt >= warmUp && Rows.partlyMeasurable(values, at, features);
  }

  @Override
  public void scoreThenLearn(Run run) {
    Rows rows = run.rows();
    Scores out = run.scores();
    double[] values = rows.values();
    for (int k = run.from(); k < run.to(); k++) {
      int row = run.row(k);
      int at = rows.start(row);
      run.scoring(k);
      boolean complete = Rows.measurable(values, at, features);
      if (!complete && !judgesIncomplete(values, at)) {
        out.unscorable(row);
        continue;
      }
      long time = rows.time(row);
      double strangeness = learnt < settling ? 0 : strangeness(run, k);
      if (learnt < warmUp) {
        out.warming(row, warmUp - learnt);
      } else if (run.ready(row, rarity(strangeness), threshold)) {
        out.saw(row, View.RECORD, tail.tail(strangeness));
        explain(values, at, time, out);
      }
      run.learning(k);
      take(values, at, time, strangeness);
      if (complete) {
        learnt++;
      } else {
        out.unlearnt(row);
      }
    }
    run.scoring(run.to());
  }

  private double rarity(double strangeness) {
    return Math.max(0, -StrictMath.log10(tail.tail(strangeness)));
  }

  private void take(double[] values, int at, long time, double strangeness) {
    absorb(values, at, time, strangeness);
    if (learnt >= settling) {
      tail.learn(strangeness);
    }
  }

  /** Writes what this class keeps; to be called first by {@link #state}. */
  protected final void write(StateWriter out) {
    out.putInt(features).putLong(learnt);
    tail.write(out);
  }

  /** Takes over what {@link #write} wrote. */
  protected final void read(StateReader in) {
    in.getInt(features, features);
    learnt = in.getLong();
    if (learnt < 0) {
      throw new StateMismatchException("a model has learnt %d records".formatted(learnt));
    }
    tail.read(in);
  }
}
