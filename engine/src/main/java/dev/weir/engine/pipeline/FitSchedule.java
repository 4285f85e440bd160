package dev.weir.engine.pipeline;

import dev.weir.detectors.FitTask;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fits of one series: at most one is under way, made on the records up to {@code at}, scoring
 * from record {@code effect} on. Its outcome may come at any time in between.
 */
final class FitSchedule {

  private static final long NONE = -1;

  private final FittedModel model;
  private final SeriesRules rules;
  private long at = NONE;
  private long effect = NONE;
  private @Nullable FitOutcome outcome;
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

  /**
   * Begins the fit that is due at the record just learnt; returns whether it has to be asked for.
   */
  boolean beginIfDue() {
    return rules.fitDue(model.pointsLearned()) && begin();
  }

  /** Begins a fit on what is learnt; returns whether it has to be asked for. */
  boolean begin() {
    if (at != NONE) {
      return false;
    }
    at = model.pointsLearned();
    effect = rules.fitEffect(at);
    return true;
  }

  /** The same once the one under way, if any, has taken effect. */
  boolean beginOrRemember() {
    wantedAgain = at != NONE;
    return begin();
  }

  /** Whether the next record must wait for the outcome. */
  boolean isMissing() {
    return effect == model.pointsLearned() + 1 && outcome == null;
  }

  /** Lets take effect what is due before the row; returns whether another fit was begun. */
  boolean takeEffect(int row, List<SeriesEvent> events) {
    FitOutcome due = outcome;
    if (effect != model.pointsLearned() + 1 || due == null) {
      return false;
    }
    switch (due) {
      case FitOutcome.Done(var fitted) -> {
        model.adopt(fitted);
        events.add(new SeriesEvent.Refitted(row, at));
      }
      case FitOutcome.Rejected(String reason) ->
          events.add(new SeriesEvent.FitRejected(row, at, reason));
    }
    at = NONE;
    effect = NONE;
    outcome = null;
    boolean again = wantedAgain;
    wantedAgain = false;
    return again && begin();
  }

  /** The fit under way, while it is wanted. */
  Optional<FitTask> task() {
    return at == NONE || outcome != null ? Optional.empty() : Optional.of(model.fitTask(at));
  }

  /** The number of records that the fit under way is made on; negative if there is none. */
  long at() {
    return at;
  }

  /** Takes the outcome of the fit on the first {@code input} records, if that is under way. */
  void finished(long input, FitOutcome result) {
    if (input == at) {
      outcome = result;
    }
  }

  /** A fit under way is written as its input: it will be asked for again. */
  void write(StateWriter out) {
    out.putLong(at).putLong(effect).putByte(wantedAgain ? 1 : 0);
  }

  void read(StateReader in) {
    at = in.getLong();
    effect = in.getLong();
    wantedAgain = in.getByte() == 1;
  }
}
