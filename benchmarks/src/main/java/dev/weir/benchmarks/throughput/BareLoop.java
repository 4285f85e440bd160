package dev.weir.benchmarks.throughput;

import dev.weir.detectors.Run;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesProcessor;
import dev.weir.series.SeriesRules;
import dev.weir.series.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a source and processes its records in one thread, without the engine; fits and drift checks
 * run in the same thread when they begin. Its speed is the measure of what the engine costs.
 */
final class BareLoop {

  private static final int EXPECTED_FEATURES = 8;

  private final SeriesRules rules;
  private final Batch batch;
  private final int[] order;
  private final Run run = new Run();
  private final List<SeriesProcessor> processors = new ArrayList<>();
  private final List<SeriesEvent> events = new ArrayList<>();
  private long records;
  private long anomalies;
  private long fits;
  private long checks;
  private long drifts;

  /** The work done, in numbers: equal for equal sources. */
  record Outcome(long records, long anomalies, long fits, long checks, long drifts) {}

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
      take(processor(series), from, to);
      from = to;
    }
    records += batch.size();
  }

  private SeriesProcessor processor(Series series) {
    while (processors.size() <= series.id()) {
      processors.add(SeriesProcessor.fresh(series, rules));
    }
    return processors.get(series.id());
  }

  private void take(SeriesProcessor series, int from, int to) {
    int next = from;
    while (next < to) {
      next = series.process(batch, order, next, to, run, events);
      if (series.takeTaskBegun()) {
        series.tasks().forEach(task -> series.complete(run(task)));
      }
    }
    for (int row = from; row < to; row++) {
      anomalies += batch.isAnomaly(row) ? 1 : 0;
    }
    drifts += events.stream().filter(SeriesEvent.DriftDetected.class::isInstance).count();
    events.clear();
  }

  private Task.Outcome run(Task task) {
    switch (task) {
      case Task.Fit fit -> fits++;
      case Task.Check check -> checks++;
    }
    return task.run();
  }
}
