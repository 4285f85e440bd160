package dev.weir.benchmarks.throughput;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Model;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.drift.CheckOutcome;
import dev.weir.detectors.drift.DriftMemory;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.series.DriftWindow;
import dev.weir.series.Series;
import dev.weir.series.SeriesRules;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine does, in one thread and without the engine: read, score, learn, fit and check on
 * the spot. The measure of what the engine costs.
 */
final class BareLoop {

  private static final int EXPECTED_FEATURES = 8;

  private final SeriesRules rules;
  private final Batch batch;
  private final int[] order;
  private final Run run = new Run();
  private final List<Single> states = new ArrayList<>();
  private long records;
  private long anomalies;
  private long fits;
  private long checks;
  private long drifts;

  /** What was done, in numbers: the same for the same source. */
  record Outcome(long records, long anomalies, long fits, long checks, long drifts) {}

  private final class Single {
    final Model model;
    final @Nullable DriftWindow window;
    Optional<DriftMemory> drift = Optional.empty();

    Single(Series series) {
      model = series.detector().orElseThrow().newModel(rules.setup(series));
      window =
          rules
              .drift()
              .map(test -> new DriftWindow(test.every(), series.features().size()))
              .orElse(null);
    }
  }

  /** A loop that reads so many records at a time. */
  BareLoop(SeriesRules rules, int batchSize) {
    this.rules = rules;
    this.batch = new Batch(batchSize, EXPECTED_FEATURES);
    this.order = new int[batchSize];
  }

  /** Takes the whole source through. */
  Outcome run(Source source, DetectorPlan detectors) throws IOException, InterruptedException {
    SeriesTable table = new SeriesTable(detectors, SeriesTable.Admission.ALL);
    try (Source.Reader reader = source.open(Optional.empty(), table)) {
      Source.State state = Source.State.READY;
      while (state != Source.State.ENDED) {
        batch.clear(new Batch.Stream("bare", 0, reader.positions()));
        state = reader.poll(batch, batch.capacity(), Duration.ZERO);
        batch.prepare();
        takeAll();
      }
    }
    return new Outcome(records, anomalies, fits, checks, drifts);
  }

  private void takeAll() {
    int from = 0;
    while (from < batch.size()) {
      Series series = batch.series(from);
      int to = from;
      while (to < batch.size() && batch.series(to) == series) {
        order[to] = to;
        to++;
      }
      take(single(series), from, to);
      from = to;
    }
    records += batch.size();
  }

  private Single single(Series series) {
    while (states.size() <= series.id()) {
      states.add(new Single(series));
    }
    return states.get(series.id());
  }

  private void take(Single single, int start, int to) {
    int from = start;
    while (from < to) {
      long learnt = single.model.pointsLearned();
      long due = Math.min(to - from, rules.nextFitDue(learnt) - learnt);
      if (single.window != null) {
        due = Math.min(due, single.window.room());
      }
      int end = from + (int) due;
      single.model.scoreThenLearn(run.over(batch.rows(), batch.scores(), order, from, end));
      for (int i = from; i < end; i++) {
        byte outcome = batch.scores().outcome(i);
        if (outcome == Scores.READY && AnomalyScore.isAnomaly(batch.scores().anomalyScore(i))) {
          anomalies++;
        }
        if (single.window != null && outcome != Scores.UNSCORABLE) {
          single.window.add(batch.rows().values(), batch.rows().start(i), batch.time(i));
        }
      }
      from = end;
      fitAndCheck(single, batch.series(start).features().size());
    }
  }

  private void fitAndCheck(Single single, int features) {
    DriftWindow window = single.window;
    if (window != null && window.isFull()) {
      check(single, window.take(), features);
    }
    if (single.model instanceof FittedModel fitted && rules.fitDue(fitted.pointsLearned())) {
      fitted.adopt(fitted.fitTask(fitted.pointsLearned()).fit());
      fits++;
    }
  }

  private void check(Single single, double[] window, int features) {
    DriftTest test = rules.drift().orElseThrow();
    checks++;
    CheckOutcome outcome = test.check(single.drift, window, features);
    boolean drifted = !outcome.findings().isEmpty();
    if (drifted) {
      drifts++;
    }
    single.drift = drifted ? outcome.renewed() : outcome.kept();
  }
}
