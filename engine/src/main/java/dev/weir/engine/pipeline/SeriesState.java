package dev.weir.engine.pipeline;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.FitTask;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.catalogue.StateVersions;
import dev.weir.engine.Batch;
import dev.weir.series.CheckResult;
import dev.weir.series.DeadLetter;
import dev.weir.series.DriftWindow;
import dev.weir.series.IncidentTracker;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesRules;
import dev.weir.series.SilenceTracker;
import dev.weir.series.Status;
import dev.weir.series.WarmUp;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One series and all that its worker knows of it: takes its records through the model in runs as
 * long as possible, and stops where the outcome of a fit or a check is due and not there.
 *
 * <p>The semantics are those of {@link dev.weir.engine.reference.ReferenceEngine}; what is
 * different is that fits and checks are asked for, and that records go by many at a time.
 */
final class SeriesState {

  /**
   * What a series needs while it has its turn.
   *
   * @param events what happens to it is added here
   * @param run a run to use
   */
  record Turn(List<SeriesEvent> events, Run run, Helpers helpers) {}

  /** Where a series asks for what takes too long for the data path. */
  interface Helpers {
    /** The series has a {@link SeriesState#fitTask} now. */
    void fit(SeriesState state);

    /** The series has a {@link SeriesState#checkTask} now. */
    void check(SeriesState state);

    /** A series needed so many records for its first score, and needs so many now. */
    void warming(long before, long after);
  }

  private static final long FAR = Long.MAX_VALUE / 2;

  private final Series series;
  private final SeriesRules rules;
  private final Model model;
  private final @Nullable FitSchedule fits;
  private final @Nullable DriftSchedule drift;
  private final @Nullable DriftWindow window;
  private final Optional<SilenceTracker> silence;

  /** There while it is open. */
  private @Nullable IncidentTracker incident;

  /** There while it is warming. */
  private @Nullable WarmUp warmUp;

  private int poisoned;

  /** The last barrier whose snapshot it needs no place in any more. */
  private int savedAt;

  /** The deadline under which it stands in the queue of its {@link SilenceWatch}. */
  private long queuedAt = SilenceWatch.NOT_QUEUED;

  /** The last lot it spoke in, and the row behind its last there. */
  private long spokeInLot;

  private int heardTo;

  /** Whether what was known of it was of no use: its detector is another now. */
  private boolean startsAnew;

  /** How many records may be learnt before something falls due or takes effect. */
  private long stop;

  /** A series that nothing is known of. */
  SeriesState(Series series, SeriesRules rules) {
    this(series, rules, detector(series).newModel(rules.setup(series)));
  }

  private SeriesState(Series series, SeriesRules rules, Model model) {
    this.series = series;
    this.rules = rules;
    this.model = model;
    this.fits = model instanceof FittedModel fitted ? new FitSchedule(fitted, rules) : null;
    this.drift =
        rules.drift().map(test -> new DriftSchedule(test, rules, features(series))).orElse(null);
    this.window = drift == null ? null : drift.window();
    this.silence = SilenceTracker.of(series);
  }

  private static Detector detector(Series series) {
    return series.detector().orElseThrow();
  }

  private static int features(Series series) {
    return series.features().size();
  }

  Series series() {
    return series;
  }

  /**
   * Takes rows {@code order[from..to)} of the batch through the model.
   *
   * @return up to where it got: short of {@code to} if it has to wait for an outcome
   */
  int observe(Batch batch, int[] order, int from, int to, Turn turn) {
    int next = from;
    while (next < to && (model.pointsLearned() < stop || takeEffect(order[next], turn))) {
      if (isQuarantined()) {
        batch.settle(order[next++], Status.UNSCORABLE);
      } else {
        int run = (int) Math.min(to - next, stop - model.pointsLearned());
        next = scoreThenLearn(batch, order, next, next + run, turn);
      }
    }
    return next;
  }

  /** Goes around a record that no model survives; false if it has to wait for an outcome. */
  boolean observePoison(Batch batch, int row, Turn turn) {
    if (!takeEffect(row, turn)) {
      return false;
    }
    if (isQuarantined()) {
      batch.settle(row, Status.UNSCORABLE);
      return true;
    }
    batch.settle(row, new DeadLetter(DeadLetter.Reason.POISON, "no model survived it", ""));
    poisoned++;
    if (isQuarantined()) {
      turn.events().add(new SeriesEvent.Quarantined(row));
    }
    return true;
  }

  /**
   * Reads what the next record will need. Where each record is of another series it comes from far
   * away, and the cost of a record is waiting for memory: in a loop of their own many such reads
   * are under way at once.
   */
  double prefetch() {
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

  private boolean isQuarantined() {
    return poisoned >= rules.quarantineAfter();
  }

  private boolean takeEffect(int row, Turn turn) {
    if (fits != null) {
      if (fits.isMissing()) {
        return false;
      }
      if (fits.takeEffect(row, turn.events())) {
        turn.helpers().fit(this);
      }
    }
    if (drift != null) {
      if (drift.isMissing(model.pointsLearned())) {
        return false;
      }
      boolean refit = drift.takeEffect(model.pointsLearned(), row, turn.events());
      if (refit && fits != null && fits.beginOrRemember()) {
        turn.helpers().fit(this);
      }
    }
    stop = model.pointsLearned() + recordsUntilDue();
    return true;
  }

  private long recordsUntilDue() {
    long records = fits == null ? FAR : fits.recordsUntilDue();
    return drift == null
        ? records
        : Math.min(records, drift.recordsUntilDue(model.pointsLearned()));
  }

  private int scoreThenLearn(Batch batch, int[] order, int from, int to, Turn turn) {
    Run run = turn.run().over(batch.rows(), batch.scores(), order, from, to);
    int reached = to;
    try {
      model.scoreThenLearn(run);
      settle(batch, order, from, to, turn);
    } catch (RuntimeException e) {
      refusePoison(batch, run, e);
      reached = run.pointsLearned();
      settle(batch, order, from, reached, turn);
      alone(batch, order, reached++, turn);
    }
    if (model.pointsLearned() == stop) {
      if (drift != null && drift.beginIfDue(model.pointsLearned())) {
        turn.helpers().check(this);
      }
      if (fits != null && fits.beginIfDue()) {
        turn.helpers().fit(this);
      }
    }
    return reached;
  }

  /** Takes a row through the model by itself: it may be the one that cannot be scored. */
  private void alone(Batch batch, int[] order, int index, Turn turn) {
    Run run = turn.run().over(batch.rows(), batch.scores(), order, index, index + 1);
    try {
      model.scoreThenLearn(run);
      settle(batch, order, index, index + 1, turn);
    } catch (RuntimeException e) {
      refusePoison(batch, run, e);
      batch.settle(order[index], DeadLetter.scoringFailed(e));
    }
  }

  private void refusePoison(Batch batch, Run run, RuntimeException e) {
    if (run.learning()) {
      String position = batch.position(run.row(run.pointsLearned()));
      throw new PoisonRecordException(series.key(), position, e);
    }
  }

  private void settle(Batch batch, int[] order, int from, int to, Turn turn) {
    Scores scores = batch.scores();
    boolean live = !batch.isHistory();
    for (int k = from; k < to; k++) {
      int row = order[k];
      byte outcome = scores.outcome(row);
      if (outcome == Scores.UNSCORABLE || outcome == Scores.TOO_LATE) {
        batch.settle(row, outcome == Scores.TOO_LATE ? Status.LATE_DROPPED : Status.UNSCORABLE);
        continue;
      }
      boolean scored = outcome != Scores.WARMING;
      batch.settle(row, scored ? Status.SCORED : Status.WARMING);
      if (!scored) {
        warmUp(batch, row, turn);
      } else if (warmUp != null) {
        turn.helpers().warming(needed(), WarmUpGauge.NOTHING);
        warmUp = null;
      }
      if (scored
          && live
          && (incident != null || AnomalyScore.isAnomaly(scores.alert(row)))
          && !scores.isAside(row)) {
        IncidentTracker tracker = incident == null ? new IncidentTracker() : incident;
        tracker.observe(batch, row, rules.incidents(), turn.events());
        incident = tracker.isOpen() ? tracker : null;
      }
      if (window != null && scores.isLearnt(row)) {
        window.add(batch.judgedValues(row), batch.rows().start(row), batch.time(row));
      }
    }
  }

  private void warmUp(Batch batch, int row, Turn turn) {
    WarmUp known = warmUp;
    WarmUp way = known == null ? new WarmUp() : known;
    long before = needed();
    way.observe(batch, row);
    warmUp = way;
    turn.helpers().warming(before, way.needed());
  }

  /** How many more records it needs for its first score, as far as it is known to be warming. */
  long needed() {
    WarmUp way = warmUp;
    return way == null ? WarmUpGauge.NOTHING : way.needed();
  }

  // ---- Fits and checks under way.

  /** The fit under way, while it is wanted; what it needs is copied. */
  Optional<FitTask> fitTask() {
    return fits == null ? Optional.empty() : fits.task();
  }

  /** The check under way, while it is wanted. */
  Optional<Supplier<CheckResult>> checkTask() {
    return drift == null ? Optional.empty() : drift.task();
  }

  /** What identifies the fit under way. */
  long fitAt() {
    return fits == null ? -1 : fits.at();
  }

  /** What identifies the check under way. */
  long checkAt() {
    return drift == null ? -1 : drift.at();
  }

  void fitted(long at, FitOutcome outcome) {
    if (fits != null) {
      fits.finished(at, outcome);
    }
  }

  void checked(long at, CheckResult result) {
    if (drift != null) {
      drift.finished(at, result);
    }
  }

  /** Asks for what is under way. */
  void ask(Helpers helpers) {
    if (fits != null && fits.at() >= 0) {
      helpers.fit(this);
    }
    if (drift != null && drift.at() >= 0) {
      helpers.check(this);
    }
  }

  // ---- Silence: the state of it is its worker's to change, with the order of the stream.

  /** Empty if it may be silent as long as it likes. */
  Optional<SilenceTracker> silence() {
    return silence;
  }

  boolean isSilent() {
    return silence.isPresent() && silence.get().isSilent();
  }

  long queuedAt() {
    return queuedAt;
  }

  void queuedAt(long deadline) {
    queuedAt = deadline;
  }

  void spokeAt(long lot, int upTo) {
    spokeInLot = lot;
    heardTo = upTo;
  }

  /** The first row of a lot behind those it spoke at. */
  int heardTo(long lot) {
    return spokeInLot == lot ? heardTo : 0;
  }

  /** What is to be saved of it now. */
  Optional<ByteBuffer> silenceState() {
    return silence.map(tracker -> {
      StateWriter out = new StateWriter(1_024);
      tracker.write(out);
      return out.written();
    });
  }

  // ---- State.

  boolean startsAnew() {
    return startsAnew;
  }

  /** The last barrier at which it was saved, or did not exist yet. */
  int savedAt() {
    return savedAt;
  }

  void savedAt(int barrier) {
    savedAt = barrier;
  }

  /** Everything but what identifies the series, and its silence. */
  void write(StateWriter out) {
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
    WarmUp way = warmUp;
    if (way != null) {
      out.putText(WarmUp.PART);
      part = out.begin();
      way.write(out);
      out.end(part);
    }
  }

  /**
   * A series that goes on where the one that was written stood, as far as the configuration is
   * still the same: a model whose parameters changed starts anew, and so does a changed drift test.
   */
  static SeriesState read(Series series, SeriesRules rules, StateReader in) {
    boolean sameModel = in.getText().equals(rules.modelConfig(series));
    StateReader modelState = new StateReader(in.getBytes());
    ModelState saved = modelState(modelState);
    // Also where it is of no use: a newer build goes on with it.
    StateVersions.refuseNewer(saved, Set.of(detector(series).name()));
    boolean sameDrift = in.getText().equals(rules.driftConfig());
    StateReader driftState = new StateReader(in.getBytes());
    SeriesState state =
        sameModel
            ? new SeriesState(series, rules, detector(series).restore(rules.setup(series), saved))
            : new SeriesState(series, rules);
    state.startsAnew = !sameModel;
    if (sameModel && state.fits != null) {
      state.fits.read(modelState);
    }
    if (sameDrift && state.drift != null) {
      state.drift.read(driftState);
    }
    state.poisoned = in.getInt();
    if (in.getByte() == 1) {
      IncidentTracker tracker = new IncidentTracker();
      tracker.read(in);
      state.incident = tracker.isOpen() ? tracker : null;
    }
    while (in.remaining() > 0) {
      state.readPart(in.getText(), new StateReader(in.getBytes()), sameModel);
    }
    return state;
  }

  /** What not every series has. */
  private void readPart(String part, StateReader in, boolean sameModel) {
    switch (part) {
      case SilenceTracker.PART -> silence.ifPresent(tracker -> tracker.read(in));
      case WarmUp.PART -> warmUp = sameModel ? WarmUp.read(in) : null;
      default -> throw new StateMismatchException("a series has a part '%s'".formatted(part));
    }
  }

  private static ModelState modelState(StateReader in) {
    return new ModelState(in.getText(), in.getInt(), in.getBytes());
  }

  /** Reads the state of the model in an entry that {@link #read} reads, and nothing else. */
  static ModelState savedModel(StateReader in) {
    in.getText();
    return modelState(new StateReader(in.getBytes()));
  }
}
