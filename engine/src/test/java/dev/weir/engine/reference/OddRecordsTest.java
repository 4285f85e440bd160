package dev.weir.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Lateness.Late;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Missing.StandIn;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.explanation.Why;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.series.EventTime;
import dev.weir.series.Status;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of records that are late, incomplete, or a counter's. */
class OddRecordsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Lateness SCORE_ONLY = late(Late.SCORE_ONLY);

  private static Lateness late(Late late) {
    return new Lateness(OptionalLong.of(5_000), OptionalLong.empty(), late);
  }

  @Test
  void a_late_record_opens_no_incident_however_strange() {
    Stream stream = new Stream(new DataRules(SCORE_ONLY, Missing.NONE, ValuesAre.LEVEL, ""));

    Batch late = stream.record(90, 50 * SECOND);

    assertThat(late.status(0)).isEqualTo(Status.SCORED);
    assertThat(late.isAnomaly(0)).isTrue();
    assertThat(late.alert(0)).isZero();
    assertThat(late.events()).isEmpty();
    assertThat(stream.record(90, 101 * SECOND).events()).hasSize(1);
  }

  @Test
  void a_late_record_that_is_dropped_is_only_counted() {
    Stream stream = new Stream(new DataRules(late(Late.DROP), Missing.NONE, ValuesAre.LEVEL, ""));

    Batch late = stream.record(90, 50 * SECOND);

    assertThat(late.status(0)).isEqualTo(Status.LATE_DROPPED);
    assertThat(late.isAnomaly(0)).isFalse();
  }

  @Test
  void what_stands_in_for_a_missing_value_is_told_as_that() {
    Missing far = new Missing(StandIn.VALUE, 100, false);
    Stream stream = new Stream(new DataRules(Lateness.NONE, far, ValuesAre.LEVEL, ""));

    Batch missing = stream.record(Double.NaN, 101 * SECOND);

    assertThat(missing.isAnomaly(0)).isTrue();
    assertThat(missing.rows().value(0, 0)).isNaN();
    assertThat(missing.judged(0, 0)).isEqualTo(100);
    assertThat(Why.of(missing, 0).sentence()).startsWith("missing hits is 100, ");
  }

  @Test
  void of_a_counter_the_increase_is_told() {
    Stream stream =
        new Stream(new DataRules(Lateness.NONE, Missing.NONE, ValuesAre.COUNTER_PER_SECOND, ""));

    Batch burst = stream.record(9_000, 103 * SECOND);

    assertThat(burst.isAnomaly(0)).isTrue();
    assertThat(Why.of(burst, 0).sentence()).startsWith("hits per second is 3000, ");
  }

  /** One that knows 100 seconds of zeros and ones. */
  private static final class Stream {
    private final DetectorPlan plan;
    private final SeriesTable table;
    private final ReferenceEngine engine = new ReferenceEngine(EngineHarness.RULES, Set.of());

    Stream(DataRules rules) {
      plan = DetectorPlan.all(Prepared.of(new ZScore(20, 2.5), rules));
      table = new SeriesTable(plan, SeriesTable.Admission.ALL);
      for (int i = 0; i <= 100; i++) {
        var unused = record((i + 1) / 2 % 2, i * SECOND);
      }
    }

    Batch record(double value, long time) {
      Batch batch = new Batch(1, 1);
      batch.clear(new Batch.Stream("test", 0, PositionFormat.NUMBER));
      batch.timeKind(EventTime.INSTANT);
      batch.value(value);
      batch.put(table.intern("shop", List.of("hits")), time, Label.NONE, 0, time / SECOND);
      engine.observe(batch);
      return batch;
    }
  }
}
