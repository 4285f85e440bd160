package dev.weir.engine.reference;

import dev.weir.detectors.FitTask;
import dev.weir.detectors.Fitted;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Model;
import dev.weir.detectors.Score;
import dev.weir.detectors.drift.CheckOutcome;
import dev.weir.detectors.drift.DriftMemory;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.drift.Finding;
import dev.weir.detectors.drift.Sample;
import dev.weir.detectors.drift.Summary;
import dev.weir.engine.Batch;
import dev.weir.series.DeadLetter;
import dev.weir.series.IncidentTracker;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesRules;
import dev.weir.series.SilenceTracker;
import dev.weir.series.Status;
import dev.weir.series.WarmUp;
import dev.weir.series.drift.CheckResult;
import dev.weir.series.drift.DriftAction;
import dev.weir.series.drift.DriftWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One series, record by record, with every fit and every check made on the spot. */
final class ReferenceSeries {

  /** A fit that was made and has yet to take effect. */
  record PendingFit(long at, long effect, Optional<Fitted> fit, String failure) {}

  /** A window that is compared when the check takes effect. */
  static final class PendingCheck {
    final long at;
    final long effect;
    final long since;
    final double[] rows;

    PendingCheck(long at, long effect, long since, double[] rows) {
      this.at = at;
      this.effect = effect;
      this.since = since;
      this.rows = rows;
    }
  }

  final Series series;
  final SeriesRules rules;
  final Model model;
  final Optional<DriftWindow> window;
  final IncidentTracker incident = new IncidentTracker();
  final Optional<SilenceTracker> silence;
  Optional<WarmUp> warmUp = Optional.empty();
  Optional<PendingFit> fit = Optional.empty();
  Optional<PendingCheck> check = Optional.empty();
  Optional<DriftMemory> drift = Optional.empty();
  boolean refitWanted;

  /** Event time from which the window of the last check ran. */
  long checkedSince;

  int poisoned;

  ReferenceSeries(Series series, SeriesRules rules) {
    this(series, rules, series.detector().orElseThrow().newModel(rules.setup(series)));
  }

  ReferenceSeries(Series series, SeriesRules rules, Model model) {
    this.series = series;
    this.rules = rules;
    this.model = model;
    this.silence = SilenceTracker.of(series);
    this.window = rules.drift().map(t -> new DriftWindow(t.every(), series.features().size()));
  }

  /** Everything that a record does. */
  void observe(Batch batch, int row, boolean poison) {
    List<SeriesEvent> events = new ArrayList<>();
    takeEffect(row, events);
    if (poisoned >= rules.quarantineAfter()) {
      batch.settle(row, Status.UNSCORABLE);
    } else if (poison) {
      poisoned++;
      batch.settle(row, new DeadLetter(DeadLetter.Reason.POISON, "no model survived it", ""));
      if (poisoned == rules.quarantineAfter()) {
        events.add(new SeriesEvent.Quarantined(row));
      }
    } else {
      scoreThenLearn(batch, row, events);
    }
    batch.addEvents(events);
  }

  private void scoreThenLearn(Batch batch, int row, List<SeriesEvent> events) {
    double[] point = batch.rows().point(row);
    long time = batch.rows().time(row);
    Score score;
    try {
      score = model.score(point, time);
    } catch (RuntimeException e) {
      batch.settle(row, DeadLetter.scoringFailed(e));
      return;
    }
    batch.scores().put(batch.rows(), row, score, () -> model.explain(point, time));
    double[] judged = model.judged(point, time);
    if (!Arrays.equals(judged, point)) {
      batch.scores().prepared(row, batch.rows().start(row), judged);
    }
    switch (score) {
      case Score.Ready unused -> {
        batch.settle(row, Status.SCORED);
        batch.scores().forecast(batch.rows(), row, model.forecast(point, time));
        warmUp = Optional.empty();
        if (!batch.isHistory()) {
          incident.observe(batch, row, rules.incidents(), events);
        }
      }
      case Score.WarmingUp unused -> {
        batch.settle(row, Status.WARMING);
        warmUp = warmUp.or(() -> Optional.of(new WarmUp()));
        warmUp.get().observe(batch, row);
      }
      case Score.Unscorable() -> batch.settle(row, Status.UNSCORABLE);
      case Score.ScoredOnly unused -> {
        batch.settle(row, Status.SCORED);
        warmUp = Optional.empty();
      }
      case Score.TooLate() -> batch.settle(row, Status.LATE_DROPPED);
    }
    long before = model.pointsLearned();
    model.learn(point, time);
    if (model.pointsLearned() > before) {
      window.ifPresent(w -> w.add(judged, 0, batch.time(row)));
      begin();
    }
  }

  /** Begins the tasks that are due at the record just learned. */
  private void begin() {
    if (window.isPresent() && window.get().isFull()) {
      DriftTest test = rules.drift().orElseThrow();
      checkedSince = window.get().since();
      long effect = rules.checkEffect(model.pointsLearned(), test);
      double[] rows = window.get().take();
      check = Optional.of(new PendingCheck(model.pointsLearned(), effect, checkedSince, rows));
    }
    if (rules.fitDue(model.pointsLearned()) && fit.isEmpty()) {
      beginFit();
    }
  }

  private void beginFit() {
    fit(model.pointsLearned(), rules.fitEffect(model.pointsLearned()));
  }

  /** Makes the fit on the first {@code at} records. */
  void fit(long at, long effect) {
    if (model instanceof FittedModel fitted) {
      FitTask task = fitted.fitTask(at);
      try {
        fit = Optional.of(new PendingFit(at, effect, Optional.of(task.fit()), ""));
      } catch (RuntimeException e) {
        String failure = String.valueOf(e);
        fit = Optional.of(new PendingFit(at, effect, Optional.empty(), failure));
      }
    }
  }

  /**
   * Applies the outcomes that take effect before the record about to be scored. With a lag of one
   * record, a fit that one of them begins takes effect before the same record.
   */
  private void takeEffect(int row, List<SeriesEvent> events) {
    long number = model.pointsLearned() + 1;
    do {
      takeEffect(row, number, events);
    } while (fit.isPresent() && fit.get().effect() == number);
  }

  private void takeEffect(int row, long number, List<SeriesEvent> events) {
    if (fit.isPresent() && fit.get().effect() == number) {
      PendingFit due = fit.get();
      fit = Optional.empty();
      due.fit().ifPresent(((FittedModel) model)::adopt);
      events.add(
          due.fit().isPresent()
              ? new SeriesEvent.Refitted(row, due.at())
              : new SeriesEvent.FitRejected(row, due.at(), due.failure()));
      if (refitWanted) {
        refitWanted = false;
        beginFit();
      }
    }
    if (check.isPresent() && check.get().effect == number) {
      PendingCheck due = check.get();
      check = Optional.empty();
      check(row, due, events);
    }
  }

  private void check(int row, PendingCheck due, List<SeriesEvent> events) {
    switch (rules.check(drift, due.rows, series.features().size())) {
      case CheckResult.Done(CheckOutcome outcome) -> takeOver(row, due, outcome, events);
      case CheckResult.Rejected(String reason) ->
          events.add(new SeriesEvent.CheckRejected(row, due.at, reason));
    }
  }

  private void takeOver(int row, PendingCheck due, CheckOutcome outcome, List<SeriesEvent> events) {
    Optional<DriftMemory> known = drift;
    List<Finding> findings = outcome.findings();
    if (findings.isEmpty() || rules.driftAction() == DriftAction.NONE) {
      drift = outcome.kept();
    } else {
      drift = outcome.renewed();
    }
    if (findings.isEmpty()) {
      return;
    }
    long from = due.at - outcome.window().points() + 1;
    events.add(
        new SeriesEvent.DriftDetected(
            row,
            from,
            due.since,
            findings,
            summaries(known.orElseThrow().reference()),
            summaries(outcome.window()),
            rules.driftAction()));
    if (rules.driftAction() == DriftAction.RETRAIN && model instanceof FittedModel) {
      if (fit.isEmpty()) {
        beginFit();
      } else {
        refitWanted = true;
      }
    }
  }

  private static List<Summary> summaries(Sample sample) {
    return IntStream.range(0, sample.features()).mapToObj(sample::summary).toList();
  }
}
