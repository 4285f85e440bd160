package dev.weir.series;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import java.util.List;

/**
 * One series: scores its records, learns them, opens and resolves incidents, and says when a fit or
 * a drift check begins and takes effect. Not thread-safe; one owner.
 *
 * <p>Records go by in runs as long as possible. A run ends where a {@link Task} begins or takes
 * effect. The owner runs the tasks, anywhere, and hands over the outcomes; a record before which an
 * outcome takes effect is not processed until the outcome is there. So results depend on the
 * records alone, not on the time that tasks take.
 */
public class SeriesProcessor extends SeriesState {

  private static final long FAR = Long.MAX_VALUE / 2;

  /**
   * A series without a past.
   *
   * @throws java.util.NoSuchElementException if the series has no detector
   */
  protected SeriesProcessor(Series series, SeriesRules rules) {
    super(series, rules, series.detector().orElseThrow().newModel(rules.setup(series)));
  }

  /** A series that goes on from a state: see {@link #read}. */
  protected SeriesProcessor(Series series, SeriesRules rules, StateReader in) {
    super(series, rules, SavedSeries.read(series, rules, in));
  }

  /**
   * A series without a past.
   *
   * @throws java.util.NoSuchElementException if the series has no detector
   */
  public static SeriesProcessor fresh(Series series, SeriesRules rules) {
    return new SeriesProcessor(series, rules);
  }

  /**
   * A series that goes on where the one that was {@linkplain #write written} stood, as far as the
   * configuration allows ({@link SeriesRules#restores}): else its model relearns. A changed drift
   * test begins again.
   *
   * @throws dev.weir.detectors.StateMismatchException if the state is damaged
   * @throws dev.weir.detectors.NewerStateException if a newer build wrote it
   */
  public static SeriesProcessor read(Series series, SeriesRules rules, StateReader in) {
    return new SeriesProcessor(series, rules, in);
  }

  /**
   * Scores and learns rows {@code order[from..to)}, all of which belong to this series. Allocates
   * nothing per record.
   *
   * @param scratch a run to use
   * @param events receives the events of the series at these rows, in order
   * @return index up to which rows are processed: less than {@code to} where a task has begun, and
   *     {@code from} if an outcome is due that is not there
   * @throws PoisonRecordException if the model threw while learning a record: the series must be
   *     restored from a state before it
   */
  public int process(
      Records in, int[] order, int from, int to, Run scratch, List<? super SeriesEvent> events) {
    int next = from;
    while (next < to && (model.pointsLearned() < stop || takeEffect(order[next], events))) {
      if (isQuarantined()) {
        in.settle(order[next++], Status.UNSCORABLE);
      } else {
        int end = next + (int) Math.min(to - next, stop - model.pointsLearned());
        next = scoreThenLearn(in, scratch.over(in.rows(), in.scores(), order, next, end), events);
        if (taskBegun) {
          return next;
        }
      }
    }
    return next;
  }

  /**
   * Passes over a record that the model cannot learn. Too many of them quarantine the series.
   *
   * @return false if an outcome is due before the record and is not there: then nothing has changed
   */
  public boolean skip(Records in, int row, List<? super SeriesEvent> events) {
    if (!takeEffect(row, events)) {
      return false;
    }
    if (isQuarantined()) {
      in.settle(row, Status.UNSCORABLE);
      return true;
    }
    in.settle(row, new DeadLetter(DeadLetter.Reason.POISON, "no model survived it", ""));
    poisoned++;
    if (isQuarantined()) {
      events.add(new SeriesEvent.Quarantined(row));
    }
    return true;
  }

  /**
   * Reads the memory that the next record needs, and changes nothing. Where each record belongs to
   * another series, calling it for many series in a loop lets their cache misses overlap.
   *
   * @return a number without a meaning
   */
  public double prefetch() {
    double sum = stop + model.prefetch();
    if (window != null) {
      sum += window.prefetch();
    }
    if (silence.isPresent()) {
      sum += silence.get().deadline();
    }
    IncidentTracker tracker = incident;
    return tracker != null ? sum + tracker.prefetch() : sum;
  }

  /** Lets outcomes take effect before a row; false if one is due that is not there. */
  private boolean takeEffect(int row, List<? super SeriesEvent> events) {
    if (fits != null) {
      if (fits.isMissing()) {
        return false;
      }
      taskBegun |= fits.takeEffect(row, events);
    }
    if (drift != null) {
      if (drift.isMissing(model.pointsLearned())) {
        return false;
      }
      boolean refit = drift.takeEffect(model.pointsLearned(), row, events);
      taskBegun |= refit && fits != null && fits.beginOrRemember();
    }
    long records = fits == null ? FAR : fits.recordsUntilDue();
    if (drift != null) {
      records = Math.min(records, drift.recordsUntilDue(model.pointsLearned()));
    }
    stop = model.pointsLearned() + records;
    return true;
  }

  private int scoreThenLearn(Records in, Run run, List<? super SeriesEvent> events) {
    int reached = run.to();
    try {
      model.scoreThenLearn(run);
      settle(in, run, run.to(), events);
    } catch (RuntimeException e) {
      throwIfPoison(in, run, e);
      reached = run.pointsLearned();
      settle(in, run, reached, events);
      processAlone(in, run, reached, events);
      reached++;
    }
    if (model.pointsLearned() == stop) {
      taskBegun |= drift != null && drift.beginIfDue(model.pointsLearned());
      taskBegun |= fits != null && fits.beginIfDue();
    }
    return reached;
  }

  /** Processes a row by itself: it may be the one that cannot be scored. */
  private void processAlone(Records in, Run run, int index, List<? super SeriesEvent> events) {
    run.over(run, index, AnomalyScore.ALERT);
    try {
      model.scoreThenLearn(run);
      settle(in, run, index + 1, events);
    } catch (RuntimeException e) {
      throwIfPoison(in, run, e);
      in.settle(run.row(index), DeadLetter.scoringFailed(e));
    }
  }

  private void throwIfPoison(Records in, Run run, RuntimeException e) {
    if (run.learning()) {
      String position = in.position(run.row(run.pointsLearned()));
      throw new PoisonRecordException(series.key(), position, e);
    }
  }

  /** Sets the status of the rows of a run up to an index, and follows what depends on it. */
  private void settle(Records in, Run run, int to, List<? super SeriesEvent> events) {
    Scores scores = in.scores();
    boolean live = !in.isHistory();
    for (int k = run.from(); k < to; k++) {
      int row = run.row(k);
      byte outcome = scores.outcome(row);
      if (outcome == Scores.UNSCORABLE || outcome == Scores.TOO_LATE) {
        in.settle(row, outcome == Scores.TOO_LATE ? Status.LATE_DROPPED : Status.UNSCORABLE);
        continue;
      }
      boolean scored = outcome != Scores.WARMING;
      in.settle(row, scored ? Status.SCORED : Status.WARMING);
      if (scored) {
        warmUp = null;
      } else {
        warmUp(in, row);
      }
      if (scored
          && live
          && (incident != null || AnomalyScore.isAnomaly(scores.alert(row)))
          && !scores.isAside(row)) {
        IncidentTracker tracker = incident == null ? new IncidentTracker() : incident;
        tracker.observe(in, row, rules.incidents(), events);
        incident = tracker.isOpen() ? tracker : null;
      }
      if (window != null && scores.isLearnt(row)) {
        window.add(in.judgedValues(row), in.rows().start(row), in.time(row));
      }
    }
  }

  private void warmUp(Records in, int row) {
    WarmUp known = warmUp;
    WarmUp progress = known == null ? new WarmUp() : known;
    progress.observe(in, row);
    warmUp = progress;
  }
}
