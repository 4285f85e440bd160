package dev.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.weir.app.service.Detections;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Label;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Sink;
import dev.weir.series.Series;
import dev.weir.series.Status;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.hocon.ConfigFile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnscoredLogTest {

  private final CapturedLog log = new CapturedLog("weir.records");
  private final Detections pump = new Detections();
  private final DetectorPlan plan = DetectorPlan.all(new ZScore(10, 2.5));
  private final Sink sink = new UnscoredLog(plan, settings());

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void scored_records_are_not_logged() throws Exception {
    Sink.Writer writer = sink.open("pumps");
    writer.write(pump.quiet(30));
    writer.close();

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void the_first_unscorable_record_is_a_line_and_then_the_tenth_and_the_hundredth()
      throws Exception {
    sink.open("pumps").write(of(Status.UNSCORABLE, 250, Double.NaN));

    assertThat(log.lines()).hasSize(3);
    assertThat(log.lines().getFirst())
        .startsWith("WARN source 'pumps': record 1 of series 'pump-1' is unscorable: it has no")
        .contains("value for 'level'", "series of their own", "(1 such record since the start)");
    assertThat(log.lines().get(1)).contains("record 10 of", "(10 such records since the start)");
    assertThat(log.lines().get(2)).contains("record 100 of", "(100 such records since");
  }

  @Test
  void each_kind_and_each_source_has_its_own_count() throws Exception {
    Sink.Writer pumps = sink.open("pumps");
    pumps.write(of(Status.UNSCORABLE, 1, 7));
    pumps.write(of(Status.LATE_DROPPED, 1, 7));
    pumps.write(of(Status.DUPLICATE, 1, 7));
    sink.open("fans").write(of(Status.LATE_DROPPED, 1, 7));

    assertThat(log.lines())
        .hasSize(4)
        .satisfiesExactly(
            line -> assertThat(line).contains("unscorable", "quarantined"),
            line -> assertThat(line).contains("'pumps'", "late_dropped", "allowed-lateness"),
            line -> assertThat(line).contains("duplicate", "it was read before"),
            line -> assertThat(line).contains("'fans'", "late_dropped"));
  }

  @Test
  void a_rejected_record_says_whether_a_detector_or_room_is_missing() throws Exception {
    SeriesTable full =
        new SeriesTable(plan, new SeriesTable.Admission(0, 1, (detector, features) -> 0));
    Batch rejected = rejected(full.intern("pump\u202e-9", List.of("flow", "level")));
    sink.open("pumps").write(rejected);
    new UnscoredLog(new DetectorPlan(List.of()), settings()).open("pumps").write(rejected);

    assertThat(log.lines().getFirst())
        .contains("series 'pump\\u202e-9' is rejected", "max-series = 1000000", "max-memory-usage")
        .contains("raise it");
    assertThat(log.lines().get(1)).contains("no entry of weir.detectors matches it; add one");
  }

  @Test
  void records_that_are_read_again_after_a_failure_count_once() throws Exception {
    Sink.Writer writer = sink.open("pumps");
    writer.write(of(Status.UNSCORABLE, 4, Double.NaN));
    writer.flush();
    writer.write(of(Status.UNSCORABLE, 5, Double.NaN));
    writer.close();
    Sink.Writer again = sink.open("pumps");
    again.write(of(Status.UNSCORABLE, 5, Double.NaN));
    assertThat(log.lines()).hasSize(1);
    again.write(of(Status.UNSCORABLE, 1, Double.NaN));

    assertThat(log.lines()).hasSize(2).last().asString().contains("(10 such records");
  }

  private Batch of(Status status, int records, double level) {
    Batch batch = pump.empty(records);
    for (int row = 0; row < records; row++) {
      pump.put(batch, 1, level);
      batch.settle(row, status);
    }
    return batch;
  }

  private Batch rejected(Series series) {
    Batch batch = pump.empty(1);
    batch.value(1);
    batch.value(2);
    batch.put(series, 1, Label.NONE, 0, 1);
    return batch;
  }

  private static EngineSettings settings() {
    try {
      return SettingsReader.read(ConfigFile.resolve(ConfigFactory.empty())).engine();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
