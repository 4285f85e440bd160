package dev.weir.series;

import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Score;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.series.drift.DriftWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of a series, with its tasks and its bytes. {@link SeriesProcessor}
 * changes it.
 */
abstract class SeriesState {

  final Series series;
  final SeriesRules rules;
  final Model model;
  final @Nullable FitSchedule fits;
  final @Nullable DriftSchedule drift;
  final @Nullable DriftWindow window;
  final Optional<SilenceTracker> silence;

  /** Not null while it is open. */
  @Nullable IncidentTracker incident;

  /** Not null while the series is warming. */
  @Nullable WarmUp warmUp;

  int poisoned;
  private boolean relearning;

  /** Whether a task has begun since {@link #takeTaskBegun}. */
  boolean taskBegun;

  /** Number of learned records at which the next task begins or takes effect. */
  long stop;

  SeriesState(Series series, SeriesRules rules, Model model) {
    this.series = series;
    this.rules = rules;
    this.model = model;
    this.fits = model instanceof FittedModel fitted ? new FitSchedule(fitted, rules) : null;
    this.drift =
        rules
            .drift()
            .map(test -> new DriftSchedule(test, rules, series.features().size()))
            .orElse(null);
    this.window = drift == null ? null : drift.window();
    this.silence = SilenceTracker.of(series);
  }

  SeriesState(Series series, SeriesRules rules, SavedSeries saved) {
    this(series, rules, saved.restoreModel(series, rules));
    relearning = saved.model().isEmpty();
    if (fits != null) {
      saved.model().map(SavedSeries.SavedModel::fits).ifPresent(fits::read);
    }
    if (drift != null) {
      saved.drift().ifPresent(drift::read);
      if (relearning) {
        drift.drop();
      }
    }
    poisoned = saved.poisoned();
    incident = saved.incident().orElse(null);
    warmUp = saved.warmUp().orElse(null);
    silence.ifPresent(tracker -> saved.silence().ifPresent(tracker::read));
    taskBegun = isUnderWay(Task.Kind.FIT) || isUnderWay(Task.Kind.CHECK);
  }

  public Series series() {
    return series;
  }

  final boolean isQuarantined() {
    return poisoned >= rules.quarantineAfter();
  }

  /** Records that the series still needs before its first score; 0 if it is not warming. */
  public long recordsNeeded() {
    WarmUp progress = warmUp;
    return progress == null ? 0 : progress.needed();
  }

  /** Summarizes the series as it is now. Allocates: for questions, not for the data path. */
  public SeriesSummary summary() {
    IncidentTracker tracker = incident;
    return new SeriesSummary(
        series.key(),
        series.features(),
        series.detector().orElseThrow().name(),
        model.pointsLearned(),
        recordsNeeded(),
        isQuarantined(),
        isSilent(),
        tracker == null ? Optional.empty() : Optional.of(tracker.summary(rules.incidents())));
  }

  // ---- Tasks.

  /** The tasks under way whose outcomes are not there: at most a fit and a check. */
  public List<Task> tasks() {
    return Arrays.stream(Task.Kind.values()).flatMap(kind -> task(kind).stream()).toList();
  }

  /** The task of a kind that is under way; its input is copied. Empty once its outcome is there. */
  public Optional<Task> task(Task.Kind kind) {
    return switch (kind) {
      case FIT -> fits == null ? Optional.empty() : fits.task();
      case CHECK -> drift == null ? Optional.empty() : drift.task();
    };
  }

  /** Whether a task of a kind is under way whose outcome is not there. */
  public final boolean isUnderWay(Task.Kind kind) {
    return switch (kind) {
      case FIT -> fits != null && fits.isUnderWay();
      case CHECK -> drift != null && drift.isUnderWay();
    };
  }

  /** Whether a task has begun since the last call. True at the first call after a restore. */
  public boolean takeTaskBegun() {
    boolean begun = taskBegun;
    taskBegun = false;
    return begun;
  }

  /** Takes the outcome of a task; ignores one of a task that is not under way. */
  public void complete(Task.Outcome outcome) {
    switch (outcome) {
      case Task.FitOutcome fit -> {
        if (fits != null) {
          fits.complete(fit);
        }
      }
      case Task.Checked check -> {
        if (drift != null) {
          drift.complete(check);
        }
      }
    }
  }

  // ---- Silence: changed by the owner, in the order of the whole stream.

  /** Empty if the series is not watched for silence. */
  public Optional<SilenceTracker> silence() {
    return silence;
  }

  public boolean isSilent() {
    return silence.isPresent() && silence.get().isSilent();
  }

  // ---- State.

  /** How many records a model that has learnt nothing takes before the first is judged. */
  public long warmUpOfNew() {
    Model fresh = series.detector().orElseThrow().newModel(rules.setup(series));
    return fresh.score(new double[series.features().size()], Rows.NO_TIME)
            instanceof Score.WarmingUp(long needed)
        ? needed
        : 0;
  }

  /** Whether the state it was read from was of another detector or of other parameters. */
  public boolean isRelearning() {
    return relearning;
  }

  /** Writes everything but the key, the features and the silence of the series. */
  public void write(StateWriter out) {
    out.putText(rules.modelConfig(series));
    int part = out.begin();
    ModelState state = model.state();
    out.putText(state.detector()).putInt(state.version()).putBytes(state.bytes());
    if (fits != null) {
      fits.write(out);
    }
    out.end(part);
    out.putText(rules.driftConfig());
    part = out.begin();
    if (drift != null) {
      drift.write(out);
    }
    out.end(part);
    out.putInt(poisoned);
    IncidentTracker tracker = incident;
    out.putByte(tracker == null ? 0 : 1);
    if (tracker != null) {
      tracker.write(out);
    }
    WarmUp progress = warmUp;
    if (progress != null) {
      out.putText(WarmUp.PART);
      part = out.begin();
      progress.write(out);
      out.end(part);
    }
  }

  /** Reads the state of the model from what {@link #write} wrote, and nothing behind it. */
  public static ModelState savedModel(StateReader in) {
    return SavedSeries.modelOf(in);
  }
}
