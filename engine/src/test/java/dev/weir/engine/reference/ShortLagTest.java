package dev.weir.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.series.EventTime;
import dev.weir.series.Judge;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesRules;
import dev.weir.series.StandaloneSeries;
import dev.weir.series.Verdict;
import dev.weir.series.drift.DriftAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A fit that a drift begins with a lag of one record takes effect before the same record, by the
 * reference engine and by a series alike.
 */
class ShortLagTest {

  private static final Detector FOREST = new IsolationForest(7, 12, 282, 0.1);

  @ParameterizedTest
  @CsvSource({"1, 95, 84, 10", "1, 20, 10, 10", "1, 5, 1, 10", "2, 95, 84, 10", "3, 20, 2, 10"})
  void a_drift_in_the_warm_up_refits_at_the_same_record(
      int lag, int fitAfter, int refitEvery, int checkEvery) {
    SeriesRules rules =
        new SeriesRules(
            fitAfter,
            refitEvery,
            lag,
            Optional.of(new DriftTest(DriftTest.Kind.KS, checkEvery, 1_000)),
            DriftAction.RETRAIN,
            SeriesRules.DEFAULT.incidents(),
            3);
    SeriesTable table = new SeriesTable(DetectorPlan.all(FOREST), SeriesTable.Admission.ALL);
    Series admitted = table.intern("series", List.of("f0"));
    ReferenceEngine reference = new ReferenceEngine(rules, Set.of());
    StandaloneSeries standalone =
        StandaloneSeries.fresh("test", Series.of("series", List.of("f0"), Judge.of(FOREST)), rules);
    Batch batch = new Batch(1, 1);
    int drifts = 0;
    int fits = 0;

    for (int record = 0; record < 300; record++) {
      double[] values = {5.0 * record + new SplitMix64(record).nextDouble()};
      batch.clear(new Batch.Stream("test", 0, PositionFormat.NUMBER));
      batch.timeKind(EventTime.INSTANT);
      batch.values(values, 0, 1);
      batch.put(admitted, record * 1_000_000_000L, Label.NONE, 0, record);
      reference.observe(batch);
      Verdict verdict =
          standalone.observe(values, Instant.ofEpochSecond(record), String.valueOf(record));

      assertThat(verdict.status()).as("record %d", record).isEqualTo(batch.status(0));
      assertThat(verdict.score()).as("record %d", record).contains(batch.score(0));
      assertThat(verdict.events().toString())
          .as("record %d", record)
          .isEqualTo(batch.events().toString());
      for (SeriesEvent event : verdict.events()) {
        drifts += event instanceof SeriesEvent.DriftDetected ? 1 : 0;
        fits += event instanceof SeriesEvent.Refitted ? 1 : 0;
      }
    }

    assertThat(drifts).isGreaterThan(5);
    assertThat(fits).isGreaterThan(5);
  }
}
