package dev.weir.benchmarks;

import dev.weir.detectors.Detector;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Model;
import dev.weir.detectors.Run;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.drift.Sample;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.DriftWindow;
import dev.weir.engine.Series;
import dev.weir.engine.SeriesRules;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
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

  private final SeriesRules rules;
  private final Run run = new Run();
  private final List<Single> states = new ArrayList<>();

  private final class Single {
    final Model model;
    final @Nullable DriftWindow window;
    @Nullable Sample reference;

    Single(Series series) {
      Detector detector = series.detector().orElseThrow();
      model = detector.newModel(rules.setup(series));
      window =
          rules
              .drift()
              .map(test -> new DriftWindow(test.every(), series.features().size()))
              .orElse(null);
    }
  }

  BareLoop(SeriesRules rules) {
    this.rules = rules;
  }

  /** Takes the whole source through; returns how many anomalies it found. */
  long run(Source source, Detector detector, int batchSize)
      throws IOException, InterruptedException {
    SeriesTable table = new SeriesTable(DetectorPlan.all(detector), SeriesTable.Admission.ALL);
    Batch batch = new Batch(batchSize, 8);
    int[] order = new int[batchSize];
    long anomalies = 0;
    try (Source.Reader reader = source.open(Optional.empty(), table)) {
      Source.State state = Source.State.READY;
      while (state != Source.State.ENDED) {
        batch.clear(new Batch.Stream("bare", 0, reader.positions()));
        state = reader.poll(batch, batchSize, Duration.ZERO);
        batch.prepare();
        int from = 0;
        while (from < batch.size()) {
          Series series = batch.series(from);
          int to = from;
          while (to < batch.size() && batch.series(to) == series) {
            order[to] = to;
            to++;
          }
          anomalies += take(single(series), batch, order, from, to);
          from = to;
        }
      }
    }
    return anomalies;
  }

  private Single single(Series series) {
    while (states.size() <= series.id()) {
      states.add(new Single(series));
    }
    return states.get(series.id());
  }

  private long take(Single single, Batch batch, int[] order, int start, int to) {
    long anomalies = 0;
    int from = start;
    while (from < to) {
      long learnt = single.model.learnt();
      long due = Math.min(to - from, rules.nextFitDue(learnt) - learnt);
      if (single.window != null) {
        due = Math.min(due, single.window.room());
      }
      int end = from + (int) due;
      single.model.scoreThenLearn(run.over(batch.rows(), batch.scores(), order, from, end));
      for (int i = from; i < end; i++) {
        if (batch.scores().outcome(i) == 0 && batch.scores().anomalyScore(i) >= 0.5) {
          anomalies++;
        }
        if (single.window != null) {
          single.window.add(batch.rows().values(), batch.rows().start(i), batch.time(i));
        }
      }
      from = end;
      fitAndCheck(single, batch.series(start).features().size());
    }
    return anomalies;
  }

  private void fitAndCheck(Single single, int features) {
    DriftWindow window = single.window;
    if (window != null && window.isFull()) {
      Sample sample = Sample.of(window.take(), features);
      Sample before = single.reference;
      DriftTest test = rules.drift().orElseThrow();
      if (before == null || !test.compare(before, sample).isEmpty()) {
        single.reference = sample;
      }
    }
    if (single.model instanceof FittedModel fitted && rules.fitDue(fitted.learnt())) {
      fitted.adopt(fitted.fitTask(fitted.learnt()).fit());
    }
  }
}
