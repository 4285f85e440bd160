package dev.weir.series;

import dev.weir.detectors.FittedModel;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fits of one series. At most one is under way: it is made on the records up to number {@code
 * at}, and scores from record {@code effect} on. Its outcome may arrive at any time in between.
 */
final class FitSchedule {

  private static final long NONE = -1;

  private final FittedModel model;
  private final SeriesRules rules;
  private long at = NONE;
  private long effect = NONE;
  private Task.@Nullable FitOutcome outcome;
  private boolean wantedAgain;

  FitSchedule(FittedModel model, SeriesRules rules) {
    this.model = model;
    this.rules = rules;
  }

  /** How many records may be learnt before a fit is due to begin or to take effect. */
  long recordsUntilDue() {
    long untilNext = rules.nextFitDue(model.pointsLearned()) - model.pointsLearned();
    return at == NONE ? untilNext : Math.min(untilNext, effect - 1 - model.pointsLearned());
  }

  /** Begins the fit that is due at the record just learned; returns whether one has begun. */
  boolean beginIfDue() {
    return rules.fitDue(model.pointsLearned()) && begin();
  }

  /** Begins a fit unless one is under way; returns whether one has begun. */
  private boolean begin() {
    if (at != NONE) {
      return false;
    }
    at = model.pointsLearned();
    effect = rules.fitEffect(at);
    return true;
  }

  /**
   * Begins a fit; where one is under way, another begins when that has taken effect. Returns
   * whether one has begun.
   */
  boolean beginOrRemember() {
    wantedAgain = at != NONE;
    return begin();
  }

  /** Whether the next record has to wait for the outcome. */
  boolean isMissing() {
    return effect == model.pointsLearned() + 1 && outcome == null;
  }

  /** Adopts the outcome that is due before a row; returns whether another fit has begun. */
  boolean takeEffect(int row, List<? super SeriesEvent> events) {
    Task.FitOutcome due = outcome;
    if (effect != model.pointsLearned() + 1 || due == null) {
      return false;
    }
    switch (due) {
      case Task.FitSucceeded done -> {
        model.adopt(done.fitted());
        events.add(new SeriesEvent.Refitted(row, at));
      }
      case Task.FitRejected rejected ->
          events.add(new SeriesEvent.FitRejected(row, at, rejected.reason()));
    }
    at = NONE;
    effect = NONE;
    outcome = null;
    boolean again = wantedAgain;
    wantedAgain = false;
    return again && begin();
  }

  /** The fit under way, until its outcome is there. */
  Optional<Task> task() {
    return isUnderWay() ? Optional.of(new Task.Fit(at, model.fitTask(at))) : Optional.empty();
  }

  boolean isUnderWay() {
    return at != NONE && outcome == null;
  }

  /** Takes the outcome of the fit under way; ignores that of another. */
  void complete(Task.FitOutcome result) {
    if (result.at() == at) {
      outcome = result;
    }
  }

  /** Writes a fit under way as its input: it runs again after a restart. */
  void write(StateWriter out) {
    out.putLong(at).putLong(effect).putByte(wantedAgain ? 1 : 0);
  }

  void read(StateReader in) {
    at = in.getLong();
    effect = in.getLong();
    wantedAgain = in.getByte() == 1;
  }
}
