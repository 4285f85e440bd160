package dev.weir.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.series.SeriesRules;
import dev.weir.series.drift.DriftAction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every sink. */
public abstract class SinkContract {

  /** Scored records, and how many of them are anomalous. */
  protected static final int RECORDS = 600;

  /** A sink on the same place each time. */
  protected abstract Sink sink() throws IOException;

  /** What reached the place by now, as lines. */
  protected abstract List<String> written() throws IOException;

  /** Whether the line speaks of the record at the position. */
  protected abstract boolean speaksOf(String line, String position);

  @Test
  void writes_what_it_is_given_in_order_and_keeps_it_when_flushed() throws Exception {
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(100, writer::write);
      writer.flush();

      List<String> lines = written();
      assertThat(lines).isNotEmpty();
      int line = 0;
      for (String position : expected()) {
        assertThat(speaksOf(lines.get(line++), position)).as("line %d", line).isTrue();
      }
    }
  }

  @Test
  void how_batches_are_cut_makes_no_difference() throws Exception {
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(7, writer::write);
    }
    List<String> small = written();
    int before = small.size();
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(250, writer::write);
    }
    List<String> both = written();

    assertThat(both.subList(both.size() - before, both.size())).isEqualTo(small);
  }

  /** Positions of the records that the sink must speak of, in order. */
  protected abstract List<String> expected() throws Exception;

  /** Takes a batch. */
  @FunctionalInterface
  protected interface Taker {
    void take(Batch batch) throws IOException, InterruptedException;
  }

  /** Scores the same records each time and hands them on in batches. */
  protected static void forEachBatch(int size, Taker taker)
      throws IOException, InterruptedException {
    SimulatorSettings defaults = SimulatorSettings.defaults();
    SimulatorSettings settings =
        new SimulatorSettings(
            RECORDS,
            3,
            2,
            0.05,
            7,
            defaults.pattern(),
            defaults.kinds(),
            defaults.drift(),
            defaults.season(),
            new SimulatorSettings.Missing(0.05, 3),
            defaults.start(),
            defaults.intervalNanos());
    Simulator source = new Simulator("sim", settings, Double.POSITIVE_INFINITY, () -> 0L);
    SeriesRules rules =
        new SeriesRules(
            256,
            1000,
            500,
            Optional.of(new DriftTest(DriftTest.Kind.KS, 50, 10_000)),
            DriftAction.RENEW,
            IncidentRule.DEFAULT,
            3);
    ReferenceEngine engine = new ReferenceEngine(rules, Set.of());
    SeriesTable table =
        new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL);
    Batch batch = new Batch(size, 2);
    try (Source.Reader reader = source.open(Optional.empty(), table)) {
      Source.State state = Source.State.READY;
      while (state == Source.State.READY) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        state = reader.poll(batch, size, Duration.ZERO);
        engine.observe(batch);
        taker.take(batch);
      }
    }
  }
}
